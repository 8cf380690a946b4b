using 'main.bicep'

// For trying things out: nothing kept warm, no network of its own. The operator's own values come from the environment: example.env lists them.
param environmentName = 'dev'
param location = readEnvironmentVariable('AZURE_LOCATION')
param functionsScale = {
  instanceMemoryMB: 512
  maximumInstanceCount: 40
  alwaysReadyHttp: 0
  alwaysReadyDelivery: 0
  httpConcurrency: 16
  zoneRedundant: false
}
param gatewaySize = {
  tier: 'BasicV2'
  capacity: 1
  publisherName: readEnvironmentVariable('FELTSKEMA_PUBLISHER_NAME')
  publisherEmail: readEnvironmentVariable('FELTSKEMA_ALARM_EMAIL')
}
param domain = empty(readEnvironmentVariable('FELTSKEMA_HOST_NAME', ''))
  ? null
  : {
      hostName: readEnvironmentVariable('FELTSKEMA_HOST_NAME', '')
      certificateSecretUri: readEnvironmentVariable('FELTSKEMA_HOST_CERTIFICATE', '')
    }
param reach = {
  private: false
  prefix: '10.64.0.0/24'
  deployerAddresses: []
  stableOutboundAddress: false
}
param store = { redundancy: 'Standard_LRS', anchorRetentionDays: 1 }
param logsKept = { retentionDays: 30, dailyCapGb: 1 }
param functionsAudience = readEnvironmentVariable('GATEWAY_AUDIENCE')
param employerCvr = readEnvironmentVariable('EMPLOYER_CVR')
param firstOperator = readEnvironmentVariable('FIRST_OPERATOR', '')
param signIn = {
  authority: readEnvironmentVariable('OIDC_AUTHORITY')
  clientId: readEnvironmentVariable('OIDC_CLIENT_ID')
}
param target = {
  url: readEnvironmentVariable('FASIT_URL')
  tenant: readEnvironmentVariable('FASIT_TENANT')
  partyUrn: readEnvironmentVariable('FASIT_PARTY_URN')
  certificateExpires: readEnvironmentVariable('FASIT_CERTIFICATE_EXPIRES')
}
param momentum = empty(readEnvironmentVariable('MOMENTUM_URL', ''))
  ? null
  : {
      url: readEnvironmentVariable('MOMENTUM_URL', '')
      clientId: readEnvironmentVariable('MOMENTUM_CLIENT_ID', '')
      resource: readEnvironmentVariable('MOMENTUM_RESOURCE', '')
      tag: readEnvironmentVariable('MOMENTUM_TAG', '')
    }
param cvr = {
  url: readEnvironmentVariable('CVR_URL')
  user: readEnvironmentVariable('CVR_USER')
}
param currentSessionKey = {
  id: readEnvironmentVariable('SESSION_KEY_ID')
  n: readEnvironmentVariable('SESSION_KEY_N')
  e: readEnvironmentVariable('SESSION_KEY_E')
}
param previousSessionKey = empty(readEnvironmentVariable('SESSION_PREVIOUS_KEY_ID', ''))
  ? null
  : {
      id: readEnvironmentVariable('SESSION_PREVIOUS_KEY_ID', '')
      n: readEnvironmentVariable('SESSION_PREVIOUS_KEY_N', '')
      e: readEnvironmentVariable('SESSION_PREVIOUS_KEY_E', '')
    }
param previousSessionKeysPem = readEnvironmentVariable('SESSION_PREVIOUS_KEYS', '')
param alarms = {
  email: readEnvironmentVariable('FELTSKEMA_ALARM_EMAIL')
  phone: readEnvironmentVariable('FELTSKEMA_ALARM_PHONE', '')
  monthlyBudget: 3000
  budgetStart: readEnvironmentVariable('FELTSKEMA_BUDGET_START')
  oldestWaitingSeconds: 3600
  refusedPercent: 5
}
param writeSecrets = bool(readEnvironmentVariable('FELTSKEMA_WRITE_SECRETS', 'false'))
param content = {
  sessionKey: readEnvironmentVariable('SESSION_KEY', '')
  draftKeys: readEnvironmentVariable('DRAFT_KEYS', '')
  brokerSecret: readEnvironmentVariable('OIDC_CLIENT_SECRET', '')
  fasitCertificate: readEnvironmentVariable('FASIT_CLIENT_CERTIFICATE', '')
  cvrPassword: readEnvironmentVariable('CVR_PASSWORD', '')
  momentumSecret: readEnvironmentVariable('MOMENTUM_CLIENT_SECRET', '')
  momentumKey: readEnvironmentVariable('MOMENTUM_API_KEY', '')
}
