"""Azure Storage as it really is, before Azurite: busy, slow, paged at whim, with answers that get lost."""
