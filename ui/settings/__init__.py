"""Who sits here, how it looks, which keys act; what the whole laboratory holds to; where everything lies."""
