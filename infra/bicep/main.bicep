targetScope = 'subscription'

import * as types from 'types.bicep'

metadata description = 'The whole of Feltskema in one subscription.'

@description('Name of this environment: dev, test, prod or one of your own. Part of every resource\'s name.')
@minLength(2)
@maxLength(10)
param environmentName string

@description('Azure region.')
param location string

@description('Region of the static site\'s metadata, which few regions offer; its files are served from everywhere.')
param staticSiteLocation string = 'westeurope'

@description('Resource group that holds everything; made when missing.')
param resourceGroupName string = 'rg-feltskema-${environmentName}'

@description('Tags of every resource, beside the product\'s own.')
param extraTags object = {}

@description('Python of the function app.')
param pythonVersion ('3.11' | '3.12' | '3.13') = '3.13'

@description('How the function app scales.')
param functionsScale types.scale

@description('API Management, the one public host.')
param gatewaySize types.gateway

@description('Your own host name; without it the gateway\'s own name is the public address.')
param domain types.customDomain?

@description('Private or public network.')
param reach types.network

@description('The storage of the data, and of the host.')
param store types.storage

@description('How long logs are kept.')
param logsKept types.logs = { retentionDays: 30, dailyCapGb: 1 }

@description('Application ID URI of the app registration that stands for the functions: the audience of the gateway\'s token.')
@minLength(1)
param functionsAudience string

@description('CVR number of the municipality: only its employees come in.')
@minLength(8)
@maxLength(8)
param employerCvr string

@description('Number of the first operator, from the page of who has no role yet; empty: nobody, and the command line lets the first one in.')
param firstOperator string = ''

@description('The MitID broker.')
param signIn types.broker

@description('Fasit.')
param target types.fasit

@description('KMD Momentum; null where the municipality does not have it.')
param momentum types.momentum?

@description('The CVR register.')
param cvr types.register

@description('Public half of the session key.')
param currentSessionKey types.sessionKey

@description('Public half of the other session key, during a rotation; without it the current one is the only one.')
param previousSessionKey types.sessionKey?

@description('The same as PEM, for the functions.')
param previousSessionKeysPem string = ''

@description('App settings that differ from their defaults, by name.')
param moreSettings object = {}

@description('Who is woken by what.')
param alarms types.alarm

@description('Write the secrets below to the vault: in the first deployment, and to rotate.')
param writeSecrets bool = false

@description('What goes to the vault.')
param content types.secrets

var unique = uniqueString(subscription().id, resourceGroupName, environmentName)
var suffix = 'feltskema-${environmentName}-${take(unique, 5)}'
var named = types.namesOf(suffix, unique)
var tags = union(extraTags, { product: 'feltskema', environment: environmentName, 'azd-env-name': environmentName })
var publicHost = domain.?hostName ?? '${named.gateway}.azure-api.net'
var publicUrl = 'https://${publicHost}'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: resourceGroupName
  location: location
  tags: tags
}

module identities 'modules/identities.bicep' = {
  name: 'identities-${environmentName}'
  scope: group
  params: { location: location, tags: tags, named: named }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring-${environmentName}'
  scope: group
  params: { location: location, tags: tags, named: named, kept: logsKept, alarms: alarms }
  dependsOn: [identities]
}

module stores 'modules/stores.bicep' = {
  name: 'stores-${environmentName}'
  scope: group
  params: {
    location: location
    tags: tags
    named: named
    size: store
    workspaceId: monitoring.outputs.workspaceId
    private: reach.private
    domainCertificate: domain == null ? '' : split(domain!.certificateSecretUri, '/')[4]
    writeSecrets: writeSecrets
    certificateExpires: target.certificateExpires
    content: content
  }
}

module network 'modules/network.bicep' = if (reach.private) {
  name: 'network-${environmentName}'
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    addressPrefix: reach.prefix
    stableOutboundAddress: reach.stableOutboundAddress
    workspaceId: monitoring.outputs.workspaceId
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions-${environmentName}'
  scope: group
  params: {
    location: location
    tags: tags
    named: named
    pythonVersion: pythonVersion
    size: functionsScale
    packagesContainer: stores.outputs.packagesContainer
    workspaceId: monitoring.outputs.workspaceId
    subnetId: network.?outputs.functionsSubnetId ?? ''
    reach: reach
  }
}

module endpoints 'modules/private-endpoints.bicep' = if (reach.private) {
  name: 'private-endpoints-${environmentName}'
  scope: group
  params: {
    location: location
    tags: tags
    suffix: suffix
    dataId: stores.outputs.dataId
    hostStorageId: stores.outputs.hostStorageId
    vaultId: stores.outputs.vaultId
    appId: functions.outputs.appId
    subnetId: network!.outputs.endpointsSubnetId
    zoneIds: network!.outputs.zoneIds
  }
}

module settings 'modules/app-settings.bicep' = {
  name: 'app-settings-${environmentName}'
  scope: group
  params: {
    named: named
    vaultUri: stores.outputs.vaultUri
    publicUrl: publicUrl
    gatewayAudience: functionsAudience
    employerCvr: employerCvr
    firstOperator: firstOperator
    signIn: signIn
    target: target
    momentumSystem: momentum
    cvr: cvr
    previousSessionKeys: previousSessionKeysPem
    more: moreSettings
  }
  dependsOn: [functions, endpoints]
}

module edge 'modules/edge.bicep' = {
  name: 'edge-${environmentName}'
  scope: group
  params: {
    location: location
    staticSiteLocation: staticSiteLocation
    tags: tags
    named: named
    size: gatewaySize
    domain: domain
    publicHost: publicHost
    functionsHost: functions.outputs.hostName
    functionsAudience: functionsAudience
    currentKey: currentSessionKey
    previousKey: previousSessionKey
    subnetId: network.?outputs.gatewaySubnetId ?? ''
  }
}

module metering 'modules/metering.bicep' = {
  name: 'metering-${environmentName}'
  scope: group
  params: { named: named }
  dependsOn: [stores, functions, edge]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts-${environmentName}'
  scope: group
  params: {
    location: location
    tags: tags
    named: named
    workspaceId: monitoring.outputs.workspaceId
    insightsId: monitoring.outputs.insightsId
    actionGroupId: monitoring.outputs.actionGroupId
    publicUrl: publicUrl
    limits: alarms
  }
  dependsOn: [edge]
}

output PUBLIC_URL string = publicUrl
output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP string = named.app
output FUNCTION_HOST string = functions.outputs.hostName
output OUTBOUND_ADDRESS string = network.?outputs.outboundAddress ?? ''
output STORAGE_ACCOUNT string = named.storage
output KEY_VAULT string = named.vault
output GATEWAY string = named.gateway
output STATIC_SITE string = named.staticSite
output STATIC_SITE_HOST string = edge.outputs.staticHost
output STATIC_SITE_TOKEN string = types.staticSiteToken(suffix)
