import { alarm, names } from '../types.bicep'

metadata description = 'What wakes whom. Each alarm has a chapter of the same name in docs/operations.md.'

param location string
param tags object
param named names
param workspaceId string
param insightsId string
param actionGroupId string
param publicUrl string
param limits alarm

// The mail names the chapter that tells what to do.
var runbooks = 'What to do: docs/operations.md'

var questions = [
  {
    name: 'poison-message'
    title: 'A registration could not be delivered after five tries'
    description: 'A message was put on registrations-poison.'
    severity: 0
    query: 'StorageQueueLogs | where OperationName == "PutMessage" and Uri has "/registrations-poison/"'
    // Longer than a log of the platform may be under way.
    window: 'PT30M'
    threshold: 0
  }
  {
    name: 'oldest-waiting'
    title: 'Registrations wait to be delivered'
    description: 'The oldest registration has waited longer than it may.'
    severity: 1
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "outbox" | where tolong(line.oldest_seconds) > ${limits.oldestWaitingSeconds}'
    window: 'PT10M'
    threshold: 0
  }
  {
    name: 'our-fault'
    title: 'A fault of our own holds registrations back'
    description: 'Five tries in a row ended with a fault of our own: a form that is gone, a certificate that is not taken, an error.'
    severity: 1
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "attention" and line.status == "blocked" | where tolong(line.waiting) > 0'
    window: 'PT10M'
    threshold: 0
  }
  {
    name: 'uncertain-old'
    title: 'A registration has been uncertain for more than a working day'
    description: 'Nobody has looked whether the case system has it.'
    severity: 2
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "attention" and line.status == "uncertain" | where tolong(line.workday_seconds) > 86400'
    window: 'PT10M'
    threshold: 0
  }
  {
    name: 'target-held'
    title: 'A receiver has been held for more than a day'
    description: 'Nothing goes out to it until an operator lets it go.'
    severity: 2
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "held" | extend target = tostring(line.target) | where tolong(line.seconds) > 86400'
    window: 'PT10M'
    threshold: 0
  }
  {
    name: 'target-differs'
    title: 'A receiver lacks what it took, has it several times, or was not compared'
    description: 'It gave two receipts for one delivery; or it was asked for what was delivered to it, or could not be for two days, and nobody has explained it.'
    severity: 1
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "doubled" or (line.event == "reconciliation" and tolong(line.differing) > 0) | extend target = tostring(line.target)'
    window: 'PT30M'
    threshold: 0
  }
  {
    name: 'timers-silent'
    title: 'A timer has stopped'
    description: 'Each timer tells of each of its runs; one has said nothing for longer than four runs may take.'
    severity: 0
    query: 'datatable(timer: string, minutes: long) ["probe_dependencies", 15, "sweep_registrations", 15, "run_upkeep", 45] | join kind=leftouter (AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "timer" | summarize newest = max(TimeGenerated) by timer = tostring(line.timer)) on timer | where isnull(newest) or datetime_diff("minute", now(), newest) > minutes'
    window: 'PT1H'
    threshold: 0
  }
  {
    name: 'refused-share'
    title: 'Registrations are refused'
    description: 'More than the accepted share of the last hour\'s registrations was refused.'
    severity: 1
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event == "delivery" | extend status = tostring(line.status) | where status in ("delivered", "refused") | summarize refused = sumif(ItemCount, status == "refused"), total = sum(ItemCount) | where refused * 100 > total * ${limits.refusedPercent}'
    window: 'PT1H'
    threshold: 0
  }
  {
    name: 'refused-after-deployment'
    title: 'Registrations are refused since a deployment'
    description: 'A package that runs for less than a day has delivered something that was refused.'
    severity: 1
    // The timers name the package each minute: one whose first line is younger than the window's first hour is new.
    query: 'AppTraces | where Message startswith "{" | extend line = parse_json(Message) | where line.event in ("delivery", "timer") | summarize since = min(TimeGenerated), refused = sumif(ItemCount, line.status == "refused") by release = tostring(line.release) | where isnotempty(release) and since > ago(23h) and refused > 0'
    window: 'P1D'
    threshold: 0
  }
  {
    name: 'server-errors'
    title: 'The app answers with errors'
    description: 'More than five answers in ten minutes had a status of 500 or above.'
    severity: 1
    query: 'ApiManagementGatewayLogs | where ResponseCode >= 500'
    window: 'PT10M'
    threshold: 5
  }
]

module alert 'log-alert.bicep' = [
  for question in questions: {
    name: 'alert-${question.name}-${named.suffix}'
    params: {
      location: location
      tags: tags
      name: '${question.name}-${named.suffix}'
      title: question.title
      description: '${question.description} ${runbooks}#${question.name}'
      severity: question.severity
      workspaceId: workspaceId
      actionGroupId: actionGroupId
      query: question.query
      window: question.window
      threshold: question.threshold
    }
  }
]

// From outside, through the public host, with the life of its certificate.
resource availability 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'ready-${named.suffix}'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'ready-${named.suffix}'
    Name: 'Ready to receive a registration'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'emea-se-sto-edge' }, { Id: 'emea-gb-db3-azr' }]
    Request: { RequestUrl: '${publicUrl}/api/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 30 }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'unavailable-${named.suffix}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Two of three places cannot reach the app, or its certificate has less than 30 days left. ${runbooks}#unavailable'
    severity: 0
    enabled: true
    autoMitigate: true
    scopes: [availability.id, insightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: availability.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: named.vault
}

resource vaultEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'vault-${named.suffix}'
  location: location
  tags: tags
  properties: { source: vault.id, topicType: 'Microsoft.KeyVault.vaults' }
}

resource expiry 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: vaultEvents
  name: 'certificate-expiry'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: {
      includedEventTypes: [
        'Microsoft.KeyVault.SecretNearExpiry'
        'Microsoft.KeyVault.SecretExpired'
        'Microsoft.KeyVault.CertificateNearExpiry'
        'Microsoft.KeyVault.CertificateExpired'
      ]
    }
    destination: {
      endpointType: 'MonitorAlert'
      properties: {
        severity: 'Sev1'
        description: 'A certificate in ${vault.name} expires within 30 days. ${runbooks}#certificate-expiry'
        actionGroups: [actionGroupId]
      }
    }
  }
}

resource vaultEventsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vaultEvents
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'budget-${named.suffix}'
  properties: {
    category: 'Cost'
    amount: limits.monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: limits.budgetStart }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [limits.email]
        contactGroups: [actionGroupId]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [limits.email]
        contactGroups: [actionGroupId]
      }
    }
  }
}
