import { zones } from '../types.bicep'

metadata description = 'Private endpoints of storage, vault and functions, and their names in the private zones.'

param location string
param tags object
param suffix string
param dataId string
param hostStorageId string
param vaultId string
param appId string
param subnetId string
param zoneIds zones

var endpoints = [
  { name: 'blob', service: 'blob', resourceId: dataId, zoneId: zoneIds.blob }
  { name: 'queue', service: 'queue', resourceId: dataId, zoneId: zoneIds.queue }
  { name: 'table', service: 'table', resourceId: dataId, zoneId: zoneIds.table }
  { name: 'host-blob', service: 'blob', resourceId: hostStorageId, zoneId: zoneIds.blob }
  { name: 'host-table', service: 'table', resourceId: hostStorageId, zoneId: zoneIds.table }
  { name: 'vault', service: 'vault', resourceId: vaultId, zoneId: zoneIds.vault }
  { name: 'sites', service: 'sites', resourceId: appId, zoneId: zoneIds.sites }
]

module endpoint 'private-endpoint.bicep' = [
  for item in endpoints: {
    name: 'private-${item.name}-${suffix}'
    params: {
      location: location
      tags: tags
      suffix: suffix
      endpointName: item.name
      service: item.service
      resourceId: item.resourceId
      subnetId: subnetId
      zoneId: item.zoneId
    }
  }
]
