import { names, secrets } from '../types.bicep'

metadata description = 'Key Vault: the five secrets of the product, by role-based access alone, never lost for 90 days.'

param location string
param tags object
param named names
@description('Secret that holds the certificate of the gateway\'s own domain; empty for none.')
param domainCertificate string
param workspaceId string
param private bool
@description('Write the secrets below that are not empty. Said out loud, so that nothing is overwritten in passing.')
param writeSecrets bool
@description('When the Fasit certificate expires, RFC 3339.')
param certificateExpires string
param content secrets

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: named.vault
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    // The gateway fetches the certificate of its domain as a trusted service: no private endpoint leads there from its side.
    networkAcls: {
      defaultAction: private ? 'Deny' : 'Allow'
      bypass: private && !empty(domainCertificate) ? 'AzureServices' : 'None'
      ipRules: []
      virtualNetworkRules: []
    }
  }
}

resource sessionKeySecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.sessionKey)) {
  parent: vault
  name: 'session-key'
  tags: tags
  properties: { contentType: 'application/x-pem-file', value: content.sessionKey }
}

resource draftKeysSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.draftKeys)) {
  parent: vault
  name: 'draft-keys'
  tags: tags
  properties: { contentType: 'text/plain', value: content.draftKeys }
}

resource brokerSecretSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.brokerSecret)) {
  parent: vault
  name: 'broker-secret'
  tags: tags
  properties: { contentType: 'text/plain', value: content.brokerSecret }
}

resource fasitCertificateSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.fasitCertificate)) {
  parent: vault
  name: 'fasit-certificate'
  tags: tags
  properties: {
    contentType: 'application/x-pem-file'
    value: content.fasitCertificate
    attributes: { exp: dateTimeToEpoch(certificateExpires) }
  }
}

resource cvrPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.cvrPassword)) {
  parent: vault
  name: 'cvr-password'
  tags: tags
  properties: { contentType: 'text/plain', value: content.cvrPassword }
}

resource momentumSecretSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.momentumSecret)) {
  parent: vault
  name: 'momentum-secret'
  tags: tags
  properties: { contentType: 'text/plain', value: content.momentumSecret }
}

resource momentumKeySecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (writeSecrets && !empty(content.momentumKey)) {
  parent: vault
  name: 'momentum-key'
  tags: tags
  properties: { contentType: 'text/plain', value: content.momentumKey }
}

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

// As a trusted service it comes by the identity that the platform gave it, which an earlier deployment has made.
resource gateway 'Microsoft.ApiManagement/service@2024-05-01' existing = if (!empty(domainCertificate)) {
  name: named.gateway
}

resource certificate 'Microsoft.KeyVault/vaults/secrets@2025-05-01' existing = if (!empty(domainCertificate)) {
  parent: vault
  name: domainCertificate
}

resource functionsRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, functions.id, secretsUser)
  scope: vault
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    description: 'The functions read their secrets.'
  }
}

resource gatewayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(domainCertificate)) {
  name: guid(certificate.id, gateway.id, secretsUser)
  scope: certificate
  properties: {
    principalId: gateway!.identity!.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    description: 'The gateway reads the certificate of its domain, and nothing else here.'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output vaultId string = vault.id
output vaultUri string = 'https://${vault.name}${environment().suffixes.keyvaultDns}'
