"""What is said in the room by those who came by the page, and what each of them hears."""
