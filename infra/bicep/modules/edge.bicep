import { customDomain, gateway, names, sessionKey } from '../types.bicep'

metadata description = 'What the browser meets: the static site, the gateway in front of it and of the functions, and its routes.'

param location string
param staticSiteLocation string
param tags object
param named names
param size gateway
param domain customDomain?
param publicHost string
param functionsHost string
param functionsAudience string
param currentKey sessionKey
param previousKey sessionKey?
@description('Subnet that the gateway goes out through; empty for none.')
param subnetId string

module site 'static-site.bicep' = {
  name: 'static-site-${named.suffix}'
  params: { location: staticSiteLocation, tags: tags, siteName: named.staticSite }
}

module api 'gateway.bicep' = {
  name: 'gateway-service-${named.suffix}'
  params: {
    location: location
    tags: tags
    named: named
    size: size
    domain: domain
    subnetId: subnetId
  }
}

module routes 'routes.bicep' = {
  name: 'routes-${named.suffix}'
  params: {
    named: named
    publicHost: publicHost
    functionsHost: functionsHost
    staticHost: site.outputs.hostName
    functionsAudience: functionsAudience
    currentKey: currentKey
    previousKey: previousKey
  }
  dependsOn: [api]
}

output staticHost string = site.outputs.hostName
