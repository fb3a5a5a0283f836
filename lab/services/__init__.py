"""The verbs of the laboratory. Each opens its own short transaction; what it refuses it says in codes and facts."""
