import { names, network, scale } from '../types.bicep'

metadata description = 'The function app, on Flex Consumption.'

param location string
param tags object
param named names
param pythonVersion ('3.11' | '3.12' | '3.13')
param size scale
param packagesContainer string
param workspaceId string
@description('Subnet that the app goes out through; empty for none.')
param subnetId string
@description('Private: closed to everything but its private endpoint and those who deploy.')
param reach network

var deployable = !empty(reach.deployerAddresses)
// The platform keeps two of each in a plan over zones, and bills them, whatever is written here: so it is written here.
var least = size.zoneRedundant ? 2 : 0

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${named.suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: size.zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: named.app
  location: location
  // azd finds the app by its service's name in azure.yaml.
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    publicNetworkAccess: reach.private && !deployable ? 'Disabled' : 'Enabled'
    // On Flex Consumption everything that leaves goes through the subnet.
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: reach.private ? 'Deny' : 'Allow'
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: reach.private ? 'Deny' : 'Allow'
      scmIpSecurityRestrictions: map(range(0, length(reach.deployerAddresses)), i => {
        name: 'deployer-${i}'
        priority: 100 + i
        action: 'Allow'
        ipAddress: reach.deployerAddresses[i]
      })
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${named.hostStorage}.blob.${environment().suffixes.storage}/${packagesContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'python', version: pythonVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: size.instanceMemoryMB
        maximumInstanceCount: size.maximumInstanceCount
        alwaysReady: filter(
          [
            { name: 'http', instanceCount: max(size.alwaysReadyHttp, least) }
            { name: 'function:deliver_registration', instanceCount: max(size.alwaysReadyDelivery, least) }
          ],
          group => group.instanceCount > 0
        )
        // Without it Python is given one call at a time on each instance.
        triggers: { http: { perInstanceConcurrency: size.httpConcurrency } }
      }
      // Rolling, so that no delivery under way is cut off. Azure takes it; the published types do not know it yet.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: 'RollingUpdate' }
    }
  }
}

// Nobody deploys with a user name and a password.
resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource planDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: plan
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output appId string = app.id
output hostName string = app.properties.defaultHostName
