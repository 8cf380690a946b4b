"""A stand-in for Azure Static Web Apps, which serves the built pages."""
