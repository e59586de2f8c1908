"""The labels of the papers that a scheme hands out, in the languages that papers speak (see `paper_words`).

To put one right, or to add one, change its row. What is worked out of a text (signals, reasons) is no label, and
stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

_LANGUAGES = ("fr", "es", "pt", "de")
_LABELS = MappingProxyType({
    # The title block of a document.
    "Code": ("Code", "Código", "Código", "Code"),
    "Version": ("Version", "Versión", "Versão", "Version"),
    "Status": ("Statut", "Estado", "Estado", "Status"),
    "Approved by": ("Approuvé par", "Aprobado por", "Aprovado por", "Beschlossen von"),
    "Conditions": ("Conditions", "Condiciones", "Condições", "Bedingungen"),
    "Published": ("Publié le", "Publicado el", "Publicado em", "Veröffentlicht am"),
    "Effective from": ("En vigueur à partir du", "Vigente desde", "Em vigor desde", "Gültig ab"),
    "Transition ends": ("Fin de la transition", "Fin de la transición", "Fim da transição", "Ende des Übergangs"),
    "Review due": ("Révision prévue le", "Revisión prevista el", "Revisão prevista em", "Nächste Überprüfung"),
    "Expires": ("Expire le", "Vence el", "Expira em", "Läuft ab am"),
    "Printed": ("Imprimé le", "Impreso el", "Impresso em", "Gedruckt am"),
    "Owner": ("Titulaire", "Titular", "Titular", "Herausgeber"),
    "Contact": ("Contact", "Contacto", "Contacto", "Kontakt"),
    "Language": ("Langue", "Idioma", "Idioma", "Sprache"),
    "Based on": ("D'après", "Basado en", "Baseado em", "Beruht auf"),
    "Licence": ("Licence", "Licencia", "Licença", "Lizenz"),
    "handbook": ("manuel", "manual", "manual", "Handbuch"),
    "Printed copies are uncontrolled.": (
        "Les copies imprimées ne sont pas tenues à jour.", "Las copias impresas no se actualizan.",
        "As cópias impressas não são atualizadas.", "Gedruckte Exemplare werden nicht aktualisiert."),
    # How a document stands; what is said with it, with the day.
    "draft": ("projet", "borrador", "rascunho", "Entwurf"),
    "approved": ("approuvé", "aprobado", "aprovado", "beschlossen"),
    "effective": ("en vigueur", "vigente", "em vigor", "in Kraft"),
    "in transition": ("en transition", "en transición", "em transição", "im Übergang"),
    "superseded": ("remplacé", "sustituido", "substituído", "ersetzt"),
    "expired": ("expiré", "vencido", "expirado", "abgelaufen"),
    "draft after {}": ("projet, après {}", "borrador, después de {}", "rascunho, após {}", "Entwurf nach {}"),
    "changed since the approval of {}": (
        "modifié depuis l'approbation du {}", "modificado desde la aprobación del {}",
        "modificado desde a aprovação de {}", "geändert seit dem Beschluss vom {}"),
    "on {}": ("le {}", "el {}", "em {}", "am {}"),
    "takes effect on {}": ("entre en vigueur le {}", "entra en vigor el {}", "entra em vigor em {}", "gilt ab {}"),
    "the earlier text may be used until {}": (
        "le texte antérieur peut être utilisé jusqu'au {}", "el texto anterior puede usarse hasta el {}",
        "o texto anterior pode ser usado até {}", "der frühere Text darf bis {} verwendet werden"),
    "its review was due on {}": (
        "sa révision était prévue le {}", "su revisión estaba prevista para el {}",
        "a sua revisão estava prevista para {}", "seine Überprüfung war fällig am {}"),
    "1 decision is open in this text": (
        "1 décision est encore à prendre dans ce texte", "queda 1 decisión pendiente en este texto",
        "há 1 decisão pendente neste texto", "in diesem Text ist 1 Entscheidung offen"),
    "{} decisions are open in this text": (
        "{} décisions sont encore à prendre dans ce texte", "quedan {} decisiones pendientes en este texto",
        "há {} decisões pendentes neste texto", "in diesem Text sind {} Entscheidungen offen"),
    "resolution {}": ("résolution {}", "resolución {}", "resolução {}", "Beschluss {}"),
    # The sign-off sheet.
    "Modified because": ("Modifié parce que", "Modificado porque", "Modificado porque", "Geändert, denn"),
    "Where": ("Où", "Dónde", "Onde", "Wo"),
    "What was changed": ("Ce qui a changé", "Qué se cambió", "O que mudou", "Was geändert wurde"),
    # Registers.
    "This register is kept as a spreadsheet with the columns below. What is entered in it is not published here.": (
        "Ce registre est tenu dans un tableur avec les colonnes ci-dessous. Ce qui y est inscrit n'est pas publié ici.",
        "Este registro se lleva en una hoja de cálculo con las columnas siguientes. Lo que se anota no se "
        "publica aquí.",
        "Este registo é mantido numa folha de cálculo com as colunas abaixo. O que nele se anota não é "
        "publicado aqui.",
        "Dieses Verzeichnis wird als Tabelle mit den folgenden Spalten geführt. Die Einträge werden hier nicht "
        "veröffentlicht."),
    "No.": ("N°", "N.º", "N.º", "Nr."),
    "Column": ("Colonne", "Columna", "Coluna", "Spalte"),
    # The page that a body signs.
    "Sign-off sheet": ("Feuille d'approbation", "Hoja de aprobación", "Folha de aprovação", "Beschlussblatt"),
    "Text": ("Texte", "Texto", "Texto", "Text"),
    "Adopted from": ("Adopté de", "Adoptado de", "Adotado de", "Übernommen aus"),
    "Correspondence": ("Correspondance", "Correspondencia", "Correspondência", "Übereinstimmung"),
    "Not equivalent because": ("Non équivalent car", "No equivalente porque", "Não equivalente porque",
                               "Nicht gleichwertig, weil"),
    "Clauses": ("Clauses", "Cláusulas", "Cláusulas", "Abschnitte"),
    "Digest of the text": (
        "Empreinte du texte", "Huella del texto", "Impressão digital do texto", "Prüfsumme des Texts"),
    "What the text changes against its source": (
        "Ce que le texte change par rapport à sa source", "Lo que el texto cambia respecto de su fuente",
        "O que o texto muda em relação à sua fonte", "Was der Text gegenüber seiner Quelle ändert"),
    "Clause": ("Clause", "Cláusula", "Cláusula", "Abschnitt"),
    "What was done, and what it means": (
        "Ce qui a été fait, et ce que cela signifie", "Lo que se hizo y lo que significa",
        "O que foi feito e o que significa", "Was getan wurde, und was es bedeutet"),
    "Why": ("Pourquoi", "Por qué", "Porquê", "Warum"),
    "Values other than the source's default": (
        "Valeurs autres que celles proposées par la source", "Valores distintos de los propuestos por la fuente",
        "Valores diferentes dos propostos pela fonte", "Werte, die vom Vorschlag der Quelle abweichen"),
    "Value": ("Valeur", "Valor", "Valor", "Wert"),
    "Default": ("Proposé", "Propuesto", "Proposto", "Vorschlag"),
    "Here": ("Ici", "Aquí", "Aqui", "Hier"),
    "Effect": ("Effet", "Efecto", "Efeito", "Wirkung"),
    "Forms and other documents": ("Formulaires et autres documents", "Formularios y otros documentos",
                                  "Formulários e outros documentos", "Formulare und andere Dokumente"),
    "Document": ("Document", "Documento", "Documento", "Dokument"),
    "What was done": ("Ce qui a été fait", "Lo que se hizo", "O que foi feito", "Was getan wurde"),
    "What reads otherwise in the forms:": (
        "Ce qui est formulé autrement dans les formulaires :", "Lo que dice otra cosa en los formularios:",
        "O que está formulado de outro modo nos formulários:", "Was in den Formularen anders lautet:"),
    "Still open": ("Encore ouvert", "Aún pendiente", "Ainda em aberto", "Noch offen"),
    "Approval": ("Approbation", "Aprobación", "Aprovação", "Beschluss"),
    "About the approval": ("Sur l'approbation", "Sobre la aprobación", "Sobre a aprovação", "Zum Beschluss"),
    "As recorded": ("Tel qu'enregistré", "Según consta", "Conforme registado", "Wie eingetragen"),
    "To be filled in": ("À remplir", "Por rellenar", "A preencher", "Auszufüllen"),
    "The body has seen the text with the digest above, and approves it.": (
        "L'organe a vu le texte portant l'empreinte ci-dessus, et l'approuve.",
        "El órgano ha visto el texto con la huella anterior y lo aprueba.",
        "O órgão viu o texto com a impressão digital acima e aprova-o.",
        "Das Gremium hat den Text mit der obigen Prüfsumme gesehen und beschließt ihn."),
    "Name and office": ("Nom et fonction", "Nombre y cargo", "Nome e cargo", "Name und Amt"),
    "Signature and date": ("Signature et date", "Firma y fecha", "Assinatura e data", "Unterschrift und Datum"),
    "Body": ("Organe", "Órgano", "Órgão", "Gremium"),
    "Resolution": ("Résolution", "Resolución", "Resolução", "Beschlussnummer"),
    "Date of the approval": (
        "Date de l'approbation", "Fecha de la aprobación", "Data da aprovação", "Tag des Beschlusses"),
    "Vote": ("Vote", "Votación", "Votação", "Abstimmung"),
    "Earlier text may be used until": ("Texte antérieur utilisable jusqu'au", "El texto anterior puede usarse hasta",
                                       "O texto anterior pode ser usado até", "Früherer Text verwendbar bis"),
    "Version of the text": ("Version du texte", "Versión del texto", "Versão do texto", "Version des Texts"),
    "To be published on": ("À publier le", "Se publicará el", "A publicar em", "Zu veröffentlichen am"),
    "Expires on": ("Expire le", "Vence el", "Expira em", "Läuft ab am"),
    "Scheme": ("Système", "Sistema", "Sistema", "Programm"),
    "Licence of this text": ("Licence de ce texte", "Licencia de este texto", "Licença deste texto",
                             "Lizenz dieses Texts"),
    "Derogations": ("Dérogations", "Excepciones", "Derrogações", "Ausnahmen"),
    "Minutes": ("Procès-verbal", "Acta", "Ata", "Protokoll"),
    "Nothing: every clause is as the source has it.": (
        "Rien : chaque clause est telle que dans la source.", "Nada: cada cláusula es como en la fuente.",
        "Nada: cada cláusula é como na fonte.", "Nichts: jeder Abschnitt ist wie in der Quelle."),
    "Nothing.": ("Rien.", "Nada.", "Nada.", "Nichts."),
    # The website of a scheme.
    "withdrawn": ("retiré", "retirado", "retirado", "zurückgezogen"),
    "How to complain": ("Déposer une plainte", "Cómo presentar una queja", "Como apresentar uma queixa",
                        "Beschwerde einlegen"),
    "What differs from the source": ("Différences avec la source", "Diferencias con la fuente",
                                     "Diferenças em relação à fonte", "Unterschiede zur Quelle"),
    "All versions": ("Toutes les versions", "Todas las versiones", "Todas as versões", "Alle Fassungen"),
    "Forms and annexes": ("Formulaires et annexes", "Formularios y anexos", "Formulários e anexos",
                          "Formulare und Anhänge"),
    "Policies": ("Documents normatifs", "Normas y procedimientos", "Normas e procedimentos", "Regelwerk"),
    "Register of documents": ("Registre des documents", "Registro de documentos", "Registo de documentos",
                              "Verzeichnis der Dokumente"),
    "Glossary": ("Glossaire", "Glosario", "Glossário", "Glossar"),
    "Credits and licences": ("Crédits et licences", "Créditos y licencias", "Créditos e licenças",
                             "Quellen und Lizenzen"),
    "Files": ("Fichiers", "Archivos", "Ficheiros", "Dateien"),
    "The text has changed since this approval; here stand the words that were approved.": (
        "Le texte a changé depuis cette approbation ; voici le texte qui a été approuvé.",
        "El texto ha cambiado desde esta aprobación; aquí consta el texto que se aprobó.",
        "O texto mudou desde esta aprovação; aqui consta o texto que foi aprovado.",
        "Der Text wurde seit diesem Beschluss geändert; hier steht der beschlossene Wortlaut."),
})
"""Each label in English, and in the order of `_LANGUAGES`; {} holds the place of a day or number."""

Labels = Callable[[str], str]


def labels(language: str) -> Labels:
    """The labels of a language, looked up by the English ones; in English where it is not known. Units: BCP 47."""
    code = language.partition("-")[0].lower()
    if code not in _LANGUAGES:
        return _in_english
    place = _LANGUAGES.index(code)
    return lambda words: _LABELS[words][place]


def _in_english(words: str) -> str:
    return words if words in _LABELS else _LABELS[words][0]   # a label without a row fails in English too
