import { names, storage } from '../types.bicep'

metadata description = 'The storage account of the data: registrations, the queue, attachments, and the audit anchors.'

param location string
param tags object
param named names
param size storage
param workspaceId string
@description('Closed to everything but private endpoints.')
param private bool

// The same names as in the code: TABLES in shared/adapters/storage.py, NAME in shared/adapters/queue.py.
var tables = [
  'registrations'
  'outbox'
  'handshakes'
  'uptime'
  'sampledays'
  'windows'
  'timers'
  'entities'
  'unregistered'
  'access'
  'operations'
  'evaluation'
]
var queues = ['registrations', 'registrations-poison']

var blobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

module base 'storage-account.bicep' = {
  name: 'data-account-${named.suffix}'
  params: {
    location: location
    tags: tags
    accountName: named.storage
    redundancy: size.redundancy
    workspaceId: workspaceId
    private: private
  }
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: named.storage
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

// Written by the functions, read through them alone. Nothing here goes by age: a file of a draft that was never sent looks like
// one of a registration (docs/operations.md tells how the two are told apart).
resource attachments 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'attachments'
  properties: { publicAccess: 'None' }
  dependsOn: [base]
}

// The public status page: written by the functions, read by the gateway for everybody, so that it is there when they are not.
resource statusPage 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'status'
  properties: { publicAccess: 'None' }
  dependsOn: [base]
}

// Bills: written by the export of Azure Cost Management (docs/operations.md), read by the functions.
resource costs 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'costs'
  properties: { publicAccess: 'None' }
  dependsOn: [base]
}

resource anchors 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'audit-anchors'
  properties: { publicAccess: 'None' }
  dependsOn: [base]
}

// Unlocked, so that a trial can be torn down; infra/README.md tells how to lock it for good.
resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = {
  parent: anchors
  name: 'default'
  properties: { immutabilityPeriodSinceCreationInDays: size.anchorRetentionDays, allowProtectedAppendWrites: false }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [base]
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for name in queues: {
    parent: queueService
    name: name
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [base]
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for name in tables: {
    parent: tableService
    name: name
  }
]

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

// Each on the one table, queue or container that the code opens, so that nothing else of the account is reached: neither the
// audit anchors, nor what may be added later.
resource onTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in tables: {
    name: guid(table[i].id, functions.id, tableDataContributor)
    scope: table[i]
    properties: {
      principalId: functions.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
      description: 'The functions read and write the table ${name}.'
    }
  }
]

resource onQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in queues: {
    name: guid(queue[i].id, functions.id, queueDataContributor)
    scope: queue[i]
    properties: {
      principalId: functions.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', queueDataContributor)
      description: 'The functions send and take messages of the queue ${name}.'
    }
  }
]

resource onAttachments 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(attachments.id, functions.id, blobDataContributor)
  scope: attachments
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    description: 'The functions keep photos and files here.'
  }
}

resource onCosts 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(costs.id, functions.id, blobDataReader)
  scope: costs
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
    description: 'The functions read the bills that are exported here.'
  }
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.gatewayIdentity
}

resource onStatusPage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(statusPage.id, functions.id, blobDataContributor)
  scope: statusPage
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    description: 'The functions write the public status page.'
  }
}

resource gatewayOnStatusPage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(statusPage.id, gateway.id, blobDataReader)
  scope: statusPage
  properties: {
    principalId: gateway.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
    description: 'The gateway shows the public status page to everybody.'
  }
}

// The alarm for the poison queue reads StorageWrite: it tells of every message, sampled by nobody.
resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output storageId string = base.outputs.storageId
