import { names } from '../types.bicep'

metadata description = 'What the functions may read of the meters: of what is billed by use, and of nothing else; of the logs the table that tells their volume.'

param named names

var monitoringReader = '43d0d8ad-25c7-4714-9337-8ba259a9fe05'
var logDataReader = '3b03c2da-16b3-4a49-8834-0f8130efdd3b'

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

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: named.workspace
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

resource onUsage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, functions.id, logDataReader)
  scope: workspace
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', logDataReader)
    description: 'The functions read how much was logged, and no log.'
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\'Microsoft.OperationalInsights/workspaces/tables/data/read\'})) OR (@Resource[Microsoft.OperationalInsights/workspaces/tables:name] StringEquals \'Usage\'))'
  }
}
