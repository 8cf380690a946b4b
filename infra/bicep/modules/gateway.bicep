import { customDomain, gateway as gatewaySize, names } from '../types.bicep'

metadata description = 'API Management: the one host that the browser sees.'

param location string
param tags object
param named names
param size gatewaySize
param domain customDomain?
@description('Subnet that the gateway goes out through, which BasicV2 cannot; empty for none.')
param subnetId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.gatewayIdentity
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: named.insights
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: named.workspace
}

resource gateway 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: named.gateway
  location: location
  tags: tags
  sku: { name: size.tier, capacity: size.capacity }
  // The platform's identity fetches the certificate of an own domain, since a vault behind a firewall knows no other; ours calls
  // the functions and sends telemetry.
  identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    publisherName: size.publisherName
    publisherEmail: size.publisherEmail
    developerPortalStatus: 'Disabled'
    publicNetworkAccess: 'Enabled'
    virtualNetworkType: empty(subnetId) ? 'None' : 'External'
    virtualNetworkConfiguration: empty(subnetId) ? null : { subnetResourceId: subnetId }
    hostnameConfigurations: domain == null
      ? []
      : [
          {
            type: 'Proxy'
            hostName: domain!.hostName
            keyVaultId: domain!.certificateSecretUri
            certificateSource: 'KeyVault'
            defaultSslBinding: true
            negotiateClientCertificate: false
          }
        ]
  }
}

resource logger 'Microsoft.ApiManagement/service/loggers@2024-05-01' = {
  parent: gateway
  name: 'insights'
  properties: {
    loggerType: 'applicationInsights'
    resourceId: insights.id
    credentials: {
      connectionString: insights.properties.ConnectionString
      identityClientId: identity.properties.clientId
    }
  }
}

// Neither bodies nor headers, which hold answers and sessions; no queries, which hold the broker's code and what was searched for.
var asked = { body: { bytes: 0 }, dataMasking: { queryParams: [{ value: '*', mode: 'Hide' }] } }
var answered = { body: { bytes: 0 } }

resource telemetry 'Microsoft.ApiManagement/service/diagnostics@2024-05-01' = {
  parent: gateway
  name: 'applicationinsights'
  properties: {
    loggerId: logger.id
    alwaysLog: 'allErrors'
    httpCorrelationProtocol: 'W3C'
    logClientIp: false
    sampling: { samplingType: 'fixed', percentage: 20 }
    verbosity: 'error'
    frontend: { request: asked, response: answered }
    backend: { request: asked, response: answered }
  }
}

resource monitor 'Microsoft.ApiManagement/service/loggers@2024-05-01' = {
  parent: gateway
  name: 'azuremonitor'
  properties: { loggerType: 'azureMonitor', isBuffered: true }
}

// What `GatewayLogs` hold: every call, and by whose address, so that somebody who hammers is found.
resource calls 'Microsoft.ApiManagement/service/diagnostics@2024-05-01' = {
  parent: gateway
  name: 'azuremonitor'
  properties: {
    loggerId: monitor.id
    alwaysLog: 'allErrors'
    logClientIp: true
    sampling: { samplingType: 'fixed', percentage: 100 }
    verbosity: 'error'
    frontend: { request: asked, response: answered }
    backend: { request: asked, response: answered }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: gateway
  properties: {
    workspaceId: workspace.id
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ category: 'GatewayLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}
