"""What observers see and hear, made once for all of them, and only while somebody watches."""
