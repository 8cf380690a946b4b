"""Makes the API's contract, OpenAPI 3.1, from the blueprints' routes, the handlers' models and the published definitions."""
