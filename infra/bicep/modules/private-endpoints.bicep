import { zones } from '../types.bicep'

metadata description = 'Private endpoints of storage, vault and functions, and their names in the private zones.'

param location string
param tags object
param suffix string
param storageId string
param vaultId string
param appId string
param subnetId string
param zoneIds zones

var endpoints = [
  { service: 'blob', resourceId: storageId, zoneId: zoneIds.blob }
  { service: 'queue', resourceId: storageId, zoneId: zoneIds.queue }
  { service: 'table', resourceId: storageId, zoneId: zoneIds.table }
  { service: 'vault', resourceId: vaultId, zoneId: zoneIds.vault }
  { service: 'sites', resourceId: appId, zoneId: zoneIds.sites }
]

module endpoint 'private-endpoint.bicep' = [
  for item in endpoints: {
    name: 'private-${item.service}'
    params: {
      location: location
      tags: tags
      suffix: suffix
      service: item.service
      resourceId: item.resourceId
      subnetId: subnetId
      zoneId: item.zoneId
    }
  }
]
