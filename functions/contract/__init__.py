"""The API's contract, OpenAPI 3.1: made from the blueprints' routes, the handlers' models and the published definitions."""
