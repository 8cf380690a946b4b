metadata description = 'A private endpoint to one service of a resource, and its name in the private zone.'

param location string
param tags object
@description('Ends the names.')
param suffix string
@description('Begins the names: the service, and whose it is where there are two.')
param endpointName string
@description('blob, queue, table, vault or sites.')
param service string
param resourceId string
param subnetId string
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-10-01' = {
  name: 'pep-${endpointName}-${suffix}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: 'nic-${endpointName}-${suffix}'
    privateLinkServiceConnections: [
      { name: service, properties: { privateLinkServiceId: resourceId, groupIds: [service] } }
    ]
  }
}

resource zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-10-01' = {
  parent: endpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: service, properties: { privateDnsZoneId: zoneId } }] }
}
