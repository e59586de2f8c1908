"""What a licence lets a scheme do with a text, and the credit it asks for: pure rules over packaged data."""
