"""`make package`: the deployment package for Azure Functions on Flex Consumption, and the bill of what is in it."""
