"""What is wrong, and how do we know? Findings with evidence, verdicts with inputs, the gate with reasons."""
