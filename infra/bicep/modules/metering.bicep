import { names } from '../types.bicep'

metadata description = 'What the functions may read of the meters: of what is billed by use, and of nothing else.'

param named names

var monitoringReader = '43d0d8ad-25c7-4714-9337-8ba259a9fe05'

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: named.app
}

resource data 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: named.storage
}

resource host 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: named.hostStorage
}

resource gateway 'Microsoft.ApiManagement/service@2024-05-01' existing = {
  name: named.gateway
}

resource onApp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(app.id, functions.id, monitoringReader)
  scope: app
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringReader)
    description: 'The functions read how much they ran.'
  }
}

resource onData 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(data.id, functions.id, monitoringReader)
  scope: data
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringReader)
    description: 'The functions read how much of the storage of the data was used.'
  }
}

resource onHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, functions.id, monitoringReader)
  scope: host
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringReader)
    description: 'The functions read how much of the storage of the host was used.'
  }
}

resource onGateway 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(gateway.id, functions.id, monitoringReader)
  scope: gateway
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringReader)
    description: 'The functions read how many calls came.'
  }
}
