import { broker, fasit, momentum, names, register } from '../types.bicep'

metadata description = 'Every app setting of the function app. What each means: docs/architecture.md.'

param named names
param vaultUri string
param publicUrl string
@description('The app registration that the gateway asks a token for.')
param gatewayAudience string
param employerCvr string
param firstOperator string
param signIn broker
param target fasit
param momentumSystem momentum?
param cvr register
@description('Public keys of sessions still accepted after a rotation, PEM after PEM.')
param previousSessionKeys string
@description('Settings that differ from their defaults, by name.')
param more object

var momentumSettings = momentumSystem == null
  ? {}
  : {
      MOMENTUM_URL: momentumSystem!.url
      MOMENTUM_CLIENT_ID: momentumSystem!.clientId
      MOMENTUM_RESOURCE: momentumSystem!.resource
      MOMENTUM_TAG: momentumSystem!.tag
      MOMENTUM_CLIENT_SECRET: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/momentum-secret)'
      MOMENTUM_API_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/momentum-key)'
    }

// What is billed by use.
var metered = [
  resourceId('Microsoft.Web/sites', named.app)
  resourceId('Microsoft.Storage/storageAccounts', named.storage)
  resourceId('Microsoft.Storage/storageAccounts', named.hostStorage)
  resourceId('Microsoft.Storage/storageAccounts/queueServices', named.storage, 'default')
  resourceId('Microsoft.ApiManagement/service', named.gateway)
  resourceId('Microsoft.OperationalInsights/workspaces', named.workspace)
]

var storageSuffix = environment().suffixes.storage

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: named.app
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.gatewayIdentity
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: named.insights
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    // The host's own storage and the data's, both by identity. A plain AzureWebJobsStorage or DataStorage beside these, even an
    // empty one, breaks the connection.
    AzureWebJobsStorage__blobServiceUri: 'https://${named.hostStorage}.blob.${storageSuffix}'
    AzureWebJobsStorage__tableServiceUri: 'https://${named.hostStorage}.table.${storageSuffix}'
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.properties.clientId
    DataStorage__tableServiceUri: 'https://${named.storage}.table.${storageSuffix}'
    DataStorage__queueServiceUri: 'https://${named.storage}.queue.${storageSuffix}'
    DataStorage__blobServiceUri: 'https://${named.storage}.blob.${storageSuffix}'
    DataStorage__credential: 'managedidentity'
    DataStorage__clientId: identity.properties.clientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'

    PUBLIC_URL: publicUrl
    METERED_RESOURCES: join(metered, ',')
    // Entra names itself, and whom a token is for, otherwise in a token of version 1 than of version 2.
    GATEWAY_AUDIENCE: '${gatewayAudience},${last(split(gatewayAudience, '/'))}'
    GATEWAY_ISSUER: 'https://sts.windows.net/${tenant().tenantId}/,${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
    GATEWAY_CLIENT: gateway.properties.principalId
    GATEWAY_JWKS_URL: '${environment().authentication.loginEndpoint}${tenant().tenantId}/discovery/v2.0/keys'

    SESSION_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/session-key)'
    SESSION_PREVIOUS_KEYS: previousSessionKeys
    DRAFT_KEYS: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/draft-keys)'
    EMPLOYER_CVR: employerCvr
    FIRST_OPERATOR: firstOperator
    OIDC_AUTHORITY: signIn.authority
    OIDC_CLIENT_ID: signIn.clientId
    OIDC_CLIENT_SECRET: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/broker-secret)'

    CVR_URL: cvr.url
    CVR_USER: cvr.user
    CVR_PASSWORD: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/cvr-password)'

    FASIT_URL: target.url
    FASIT_TENANT: target.tenant
    FASIT_PARTY_URN: target.partyUrn
    FASIT_CLIENT_CERTIFICATE: '@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/fasit-certificate)'
    ...momentumSettings
    ...more
  }
}
