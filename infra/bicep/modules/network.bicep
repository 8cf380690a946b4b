import { zones } from '../types.bicep'

metadata description = 'A network of our own: functions and gateway go out through it, and storage, vault and functions are reached inside it alone.'

param location string
param tags object
param suffix string
@description('A /24 that nothing else uses.')
param addressPrefix string
@description('One outbound address that stays.')
param stableOutboundAddress bool
param workspaceId string

var subnets = {
  functions: { prefix: cidrSubnet(addressPrefix, 26, 0), delegation: 'Microsoft.App/environments' }
  gateway: { prefix: cidrSubnet(addressPrefix, 26, 1), delegation: 'Microsoft.Web/serverFarms' }
  endpoints: { prefix: cidrSubnet(addressPrefix, 26, 2), delegation: '' }
}

var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.vaultcore.azure.net'
  'privatelink.azurewebsites.net'
]

var inbound = {
  functions: []
  gateway: []
  endpoints: [subnets.functions.prefix, subnets.gateway.prefix]
}

// To the endpoints comes HTTPS from the two other subnets and nothing else. Those two are the platform's own on the inside
// (its load balancer must reach them), so they are closed to the internet alone.
resource groups 'Microsoft.Network/networkSecurityGroups@2024-10-01' = [
  for subnet in items(subnets): {
    name: 'nsg-${subnet.key}-${suffix}'
    location: location
    tags: tags
    properties: {
      securityRules: concat(
        map(range(0, length(inbound[subnet.key])), i => {
          name: 'https-from-${i}'
          properties: {
            priority: 100 + i
            direction: 'Inbound'
            access: 'Allow'
            protocol: 'Tcp'
            sourceAddressPrefix: inbound[subnet.key][i]
            sourcePortRange: '*'
            destinationAddressPrefix: '*'
            destinationPortRange: '443'
          }
        }),
        [
          {
            name: 'nothing-else'
            properties: {
              priority: 4096
              direction: 'Inbound'
              access: 'Deny'
              protocol: '*'
              sourceAddressPrefix: empty(inbound[subnet.key]) ? 'Internet' : '*'
              sourcePortRange: '*'
              destinationAddressPrefix: '*'
              destinationPortRange: '*'
            }
          }
        ]
      )
    }
  }
]

// The Standard SKU: StandardV2, which is in all zones, takes no subnet that is delegated as ours are.
resource outbound 'Microsoft.Network/publicIPAddresses@2024-10-01' = if (stableOutboundAddress) {
  name: 'pip-outbound-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  zones: ['1', '2', '3']
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

resource nat 'Microsoft.Network/natGateways@2024-10-01' = if (stableOutboundAddress) {
  name: 'nat-${suffix}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: outbound.id }], idleTimeoutInMinutes: 4 }
}

resource network 'Microsoft.Network/virtualNetworks@2024-10-01' = {
  name: 'vnet-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      for (subnet, i) in items(subnets): {
        name: subnet.key
        properties: {
          addressPrefix: subnet.value.prefix
          networkSecurityGroup: { id: groups[i].id }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
          natGateway: stableOutboundAddress && !empty(subnet.value.delegation) ? { id: nat.id } : null
          delegations: empty(subnet.value.delegation)
            ? []
            : [{ name: 'delegation', properties: { serviceName: subnet.value.delegation } }]
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, i) in zoneNames: {
    parent: zone[i]
    name: 'to-network'
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: network
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource outboundDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (stableOutboundAddress) {
  name: 'to-workspace'
  scope: outbound
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource groupDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for (subnet, i) in items(subnets): {
    name: 'to-workspace'
    scope: groups[i]
    properties: {
      workspaceId: workspaceId
      logs: [{ categoryGroup: 'allLogs', enabled: true }]
    }
  }
]

output outboundAddress string = stableOutboundAddress ? outbound!.properties.ipAddress : ''
output functionsSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'functions')
output gatewaySubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'gateway')
output endpointsSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'endpoints')
output zoneIds zones = {
  blob: zone[0].id
  queue: zone[1].id
  table: zone[2].id
  vault: zone[3].id
  sites: zone[4].id
}
