import { alarm, logs, names } from '../types.bicep'

metadata description = 'Log Analytics and Application Insights, both by Entra identity alone, and the group of people that alarms wake.'

param location string
param tags object
param named names
param kept logs
param alarms alarm

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: named.workspace
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: kept.retentionDays
    workspaceCapping: { dailyQuotaGb: kept.dailyCapGb }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: false }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: named.insights
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.functionsIdentity
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.gatewayIdentity
}

resource functionsPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, functions.id, metricsPublisher)
  scope: insights
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    description: 'The functions send telemetry.'
  }
}

resource gatewayPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, gateway.id, metricsPublisher)
  scope: insights
  properties: {
    principalId: gateway.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    description: 'The gateway sends telemetry.'
  }
}

resource people 'Microsoft.Insights/actionGroups@2024-10-01-preview' = {
  name: 'ag-${named.suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'feltskema'
    emailReceivers: [{ name: 'operators', emailAddress: alarms.email, useCommonAlertSchema: true }]
    smsReceivers: empty(alarms.phone) ? [] : [{ name: 'on-call', countryCode: '45', phoneNumber: alarms.phone }]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

module workbook 'workbook.bicep' = {
  name: 'workbook-${named.suffix}'
  params: { location: location, tags: tags, named: named, workspaceId: workspace.id }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
output actionGroupId string = people.id
