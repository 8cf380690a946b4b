import { names, sessionKey, staticSiteToken } from '../types.bicep'

metadata description = 'What the gateway does: /api/* to the functions, everything else to the static site.'

param named names
param publicHost string
param functionsHost string
param staticHost string
param functionsAudience string
param currentKey sessionKey
@description('The key before the last rotation; the current one again when there was none.')
param previousKey sessionKey

// A wildcard a method: the functions know their own routes, and everything but five of them needs a session.
var apiMethods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']
var staticMethods = ['GET', 'HEAD']

resource gateway 'Microsoft.ApiManagement/service@2024-05-01' existing = {
  name: named.gateway
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: named.gatewayIdentity
}

// Names of `{{…}}` in the policies. None is a secret: keys here are public halves.
var namedValues = {
  'public-url': 'https://${publicHost}'
  'public-host': publicHost
  'functions-url': 'https://${functionsHost}/api'
  'functions-audience': functionsAudience
  'static-site-url': 'https://${staticHost}'
  'static-site-token': staticSiteToken(named.suffix)
  'session-key-id': currentKey.id
  'session-key-n': currentKey.n
  'session-key-e': currentKey.e
  'session-key-previous-id': previousKey.id
  'session-key-previous-n': previousKey.n
  'session-key-previous-e': previousKey.e
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
  properties: { format: 'xml', value: loadTextContent('../policies/api.xml') }
  dependsOn: [everywhere]
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
}

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
  dependsOn: [everywhere]
}
