"""Inputs that are small to send and would be large to read: pictures, bodies and texts, handmade and generated."""
