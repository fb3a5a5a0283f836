"""What is tested: protocols, standards and questionnaires, as pure data and rules. Imports nothing of ours."""
