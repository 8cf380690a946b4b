metadata description = 'The phone\'s files. Static content only: no API is linked, since a link re-writes cookies.'

param location string
param tags object
param siteName string

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: siteName
  location: location
  // azd finds the site by its service's name in azure.yaml.
  tags: union(tags, { 'azd-service-name': 'web' })
  // Standard, since only that lets the site refuse what did not come through the gateway.
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    allowConfigFileUpdates: true
    stagingEnvironmentPolicy: 'Disabled'
    publicNetworkAccess: 'Enabled'
  }
}

output hostName string = site.properties.defaultHostname
