"""What is wrong with a module before it is published."""
