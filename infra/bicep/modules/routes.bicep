import { names, sessionKey, staticSiteToken } from '../types.bicep'

metadata description = 'What the gateway does: /api/* to the functions, /status to its file in the storage, everything else to the static site.'

param named names
param publicHost string
param functionsHost string
param staticHost string
param functionsAudience string
param currentKey sessionKey
@description('The other key, during a rotation.')
param previousKey sessionKey?

// A wildcard a method: the functions know their own routes, and everything but six of them needs a session.
var apiMethods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']
var staticMethods = ['GET', 'HEAD']

resource gateway 'Microsoft.ApiManagement/service@2024-05-01' existing = {
  name: named.gateway
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.gatewayIdentity
}

// A key is written once: what the gateway makes of two with one id is documented nowhere.
var rotating = previousKey != null && previousKey!.id != currentKey.id
var previousKeyElement = '<key id="{{session-key-previous-id}}" n="{{session-key-previous-n}}" e="{{session-key-previous-e}}" />'
var apiPolicyFile = loadTextContent('../policies/api.xml')

// Names of `{{…}}` in the policies. None is a secret: keys here are public halves.
var namedValues = {
  'public-url': 'https://${publicHost}'
  'public-host': publicHost
  'functions-url': 'https://${functionsHost}/api'
  'functions-audience': functionsAudience
  'static-site-url': 'https://${staticHost}'
  'status-url': 'https://${named.storage}.blob.${environment().suffixes.storage}/status'
  'static-site-token': staticSiteToken(named.suffix)
  'session-key-id': currentKey.id
  'session-key-n': currentKey.n
  'session-key-e': currentKey.e
  ...(rotating
    ? {
        'session-key-previous-id': previousKey!.id
        'session-key-previous-n': previousKey!.n
        'session-key-previous-e': previousKey!.e
      }
    : {})
}

resource values 'Microsoft.ApiManagement/service/namedValues@2024-05-01' = [
  for name in objectKeys(namedValues): {
    parent: gateway
    name: name
    properties: { displayName: name, value: namedValues[name], secret: false }
  }
]

resource clientId 'Microsoft.ApiManagement/service/namedValues@2024-05-01' = {
  parent: gateway
  name: 'gateway-client-id'
  properties: { displayName: 'gateway-client-id', value: identity.properties.clientId, secret: false }
}

resource problem 'Microsoft.ApiManagement/service/policyFragments@2024-05-01' = {
  parent: gateway
  name: 'problem'
  properties: {
    format: 'xml'
    description: 'Answers with application/problem+json from the variables problem-*.'
    value: loadTextContent('../policies/fragments/problem.xml')
  }
}

resource everywhere 'Microsoft.ApiManagement/service/policies@2024-05-01' = {
  parent: gateway
  name: 'policy'
  properties: { format: 'xml', value: loadTextContent('../policies/global.xml') }
  dependsOn: [values, clientId, problem]
}

resource api 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: gateway
  name: 'feltskema'
  properties: {
    displayName: 'Feltskema'
    path: 'api'
    protocols: ['https']
    serviceUrl: 'https://${functionsHost}/api'
    subscriptionRequired: false
  }
}

// One write of an API at a time: it answers 409 (PessimisticConcurrencyConflict) to a second one that comes meanwhile. So
// operation after operation, then the API's policy, and only then the next API.
@batchSize(1)
resource apiOperations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [
  for method in apiMethods: {
    parent: api
    name: 'any-${toLower(method)}'
    properties: { displayName: '${method} anything', method: method, urlTemplate: '/*' }
  }
]

resource apiPolicy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: api
  name: 'policy'
  properties: { format: 'xml', value: rotating ? apiPolicyFile : replace(apiPolicyFile, previousKeyElement, '') }
  dependsOn: [apiOperations, everywhere]
}

resource status 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: gateway
  name: 'status-page'
  properties: {
    displayName: 'Status page'
    path: 'status'
    protocols: ['https']
    serviceUrl: 'https://${named.storage}.blob.${environment().suffixes.storage}/status'
    subscriptionRequired: false
  }
  dependsOn: [apiPolicy]
}

// The address itself, and the page in English below it.
var statusTemplates = { page: '/', language: '/{language}' }

@batchSize(1)
resource statusOperations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [
  for operation in flatten(map(
    staticMethods,
    method => map(items(statusTemplates), item => { method: method, name: item.key, template: item.value })
  )): {
    parent: status
    name: '${operation.name}-${toLower(operation.method)}'
    properties: {
      displayName: '${operation.method} the ${operation.name}'
      method: operation.method
      urlTemplate: operation.template
      templateParameters: operation.name == 'page' ? [] : [{ name: 'language', type: 'string', required: true }]
    }
  }
]

resource statusPolicy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: status
  name: 'policy'
  properties: { format: 'xml', value: loadTextContent('../policies/status.xml') }
  dependsOn: [statusOperations, everywhere]
}

resource site 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: gateway
  name: 'static-site'
  properties: {
    displayName: 'Static site'
    path: ''
    protocols: ['https']
    serviceUrl: 'https://${staticHost}'
    subscriptionRequired: false
  }
  dependsOn: [statusPolicy]
}

@batchSize(1)
resource siteOperations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [
  for method in staticMethods: {
    parent: site
    name: 'any-${toLower(method)}'
    properties: { displayName: '${method} a file', method: method, urlTemplate: '/*' }
  }
]

resource sitePolicy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: site
  name: 'policy'
  properties: { format: 'xml', value: loadTextContent('../policies/static.xml') }
  dependsOn: [siteOperations, everywhere]
}
