import { names, secrets, storage } from '../types.bicep'

metadata description = 'All that keeps something: the data, the host\'s storage, and the vault.'

param location string
param tags object
param named names
@description('The storage of the data.')
param size storage
param workspaceId string
@description('Closed to everything but private endpoints.')
param private bool
@description('Secret that holds the certificate of the gateway\'s own domain; empty for none.')
param domainCertificate string
param writeSecrets bool
@description('When the Fasit certificate expires, RFC 3339.')
param certificateExpires string
param content secrets

module data 'data.bicep' = {
  name: 'data-${named.suffix}'
  params: {
    location: location
    tags: tags
    named: named
    size: size
    workspaceId: workspaceId
    private: private
  }
}

module hostStorage 'host-storage.bicep' = {
  name: 'host-storage-${named.suffix}'
  params: {
    location: location
    tags: tags
    named: named
    // Made anew by a deployment: copies in another region would be of no use.
    redundancy: size.redundancy == 'Standard_LRS' ? 'Standard_LRS' : 'Standard_ZRS'
    workspaceId: workspaceId
    private: private
  }
}

module vault 'vault.bicep' = {
  name: 'vault-${named.suffix}'
  params: {
    location: location
    tags: tags
    named: named
    domainCertificate: domainCertificate
    workspaceId: workspaceId
    private: private
    writeSecrets: writeSecrets
    certificateExpires: certificateExpires
    content: content
  }
}

output dataId string = data.outputs.storageId
output hostStorageId string = hostStorage.outputs.storageId
output packagesContainer string = hostStorage.outputs.packagesContainer
output vaultId string = vault.outputs.vaultId
output vaultUri string = vault.outputs.vaultUri
