import { names, storage } from '../types.bicep'

metadata description = 'The storage account of the Functions host: its locks and timers, and the code\'s packages. No data of ours lies in it.'

param location string
param tags object
param named names
param redundancy storage.redundancy
param workspaceId string
@description('Closed to everything but private endpoints.')
param private bool

// What Microsoft documents for host storage that is reached by identity: blobs for locks, timers and packages; tables for the
// host's own diagnostic events. No queue: only blob triggers use one there.
var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

module base 'storage-account.bicep' = {
  name: 'host-storage-account-${named.suffix}'
  params: {
    location: location
    tags: tags
    accountName: named.hostStorage
    redundancy: redundancy
    workspaceId: workspaceId
    private: private
  }
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: named.hostStorage
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'packages'
  properties: { publicAccess: 'None' }
  dependsOn: [base]
}

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [blobDataOwner, tableDataContributor]: {
    name: guid(account.id, functions.id, role)
    scope: account
    properties: {
      principalId: functions.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      description: 'The Functions host keeps its own state and the code\'s packages here.'
    }
    dependsOn: [base]
  }
]

output storageId string = base.outputs.storageId
output packagesContainer string = packages.name
