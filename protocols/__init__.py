"""What is tested: protocols, standards, questionnaires, as pure data and rules. Imports nothing of ours."""
