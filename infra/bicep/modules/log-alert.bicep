metadata description = 'An alarm on a question to the logs, asked every five minutes.'

param location string
param tags object
param name string
param title string
param description string
@sys.description('0 wakes somebody, 2 is for working hours.')
param severity int
param workspaceId string
param actionGroupId string
param query string
@sys.description('How far back the question looks, ISO 8601.')
param window string
@sys.description('It rings at more rows than these.')
param threshold int

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: title
    description: description
    severity: severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: window
    autoMitigate: true
    // The tables of a new workspace come with their first row.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
  }
}
