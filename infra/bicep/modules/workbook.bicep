import { names } from '../types.bicep'

metadata description = 'What operators look at first: what waits, what went out, the timers, and the answers of the gateway.'

param location string
param tags object
param named names
param workspaceId string

// Each line of the code is JSON in the message itself (shared/services/log_event.py).
var lines = 'AppTraces | where Message startswith "{" | extend line = parse_json(Message)'

var questions = [
  {
    title: 'Registrations that wait, the oldest in minutes'
    query: '${lines} | where line.event == "outbox" | summarize waiting = max(tolong(line.waiting)), oldest = max(tolong(line.oldest_seconds)) / 60 by bin(TimeGenerated, 10m) | order by TimeGenerated asc'
    drawn: 'timechart'
  }
  {
    title: 'Deliveries by outcome and target'
    query: '${lines} | where line.event == "delivery" | summarize deliveries = count() by status = tostring(line.status), target = tostring(line.target) | order by deliveries desc'
    drawn: 'table'
  }
  {
    title: 'What needs a person'
    query: '${lines} | where line.event == "attention" | summarize arg_max(TimeGenerated, line) by status = tostring(line.status) | project status, waiting = tolong(line.waiting), hours = tolong(line.oldest_seconds) / 3600'
    drawn: 'table'
  }
  {
    title: 'Timers: newest run, and steps that failed'
    query: '${lines} | where line.event == "timer" | summarize newest = max(TimeGenerated), runs = count(), failed = sum(tolong(line.failed)) by timer = tostring(line.timer)'
    drawn: 'table'
  }
  {
    title: 'Messages that were given up'
    query: '${lines} | where line.event == "poison" | summarize messages = count() by outcome = tostring(line.outcome), status = tostring(line.status)'
    drawn: 'table'
  }
  {
    title: 'Answers of the gateway by the first digit of their status'
    query: 'ApiManagementGatewayLogs | summarize answers = count() by bin(TimeGenerated, 10m), answer = strcat(tostring(ResponseCode / 100), "xx") | order by TimeGenerated asc'
    drawn: 'timechart'
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // A workbook is named by a GUID alone.
  name: guid(resourceGroup().id, named.suffix, 'operators')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Feltskema: operation'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat(
        [
          {
            type: 1
            content: {
              json: 'What to do about each alarm: docs/operations.md, *Runbooks*. Who waits for what: the page *Drift* of the app.'
            }
            name: 'how'
          }
          {
            type: 9
            content: {
              version: 'KqlParameterItem/1.0'
              parameters: [
                {
                  version: 'KqlParameterItem/1.0'
                  name: 'TimeRange'
                  label: 'Time'
                  type: 4
                  isRequired: true
                  value: { durationMs: 86400000 }
                  typeSettings: {
                    selectableValues: [
                      { durationMs: 3600000 }
                      { durationMs: 86400000 }
                      { durationMs: 604800000 }
                      { durationMs: 2592000000 }
                    ]
                  }
                }
              ]
              style: 'pills'
              queryType: 0
              resourceType: 'microsoft.operationalinsights/workspaces'
            }
            name: 'time'
          }
        ],
        map(range(0, length(questions)), i => {
          type: 3
          content: {
            version: 'KqlItem/1.0'
            title: questions[i].title
            query: questions[i].query
            size: 0
            timeContextFromParameter: 'TimeRange'
            queryType: 0
            resourceType: 'microsoft.operationalinsights/workspaces'
            crossComponentResources: [workspaceId]
            visualization: questions[i].drawn
          }
          name: 'question-${i}'
        })
      )
    })
  }
}
