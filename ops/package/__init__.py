"""`make package`: makes the deployment package for Azure Functions on Flex Consumption, and its bill of materials."""
