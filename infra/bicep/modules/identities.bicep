import { names } from '../types.bicep'

metadata description = 'The two identities of the product: one for the functions, one for the gateway. Nothing signs in with a key.'

param location string
param tags object
param named names

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: named.functionsIdentity
  location: location
  tags: tags
}

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: named.gatewayIdentity
  location: location
  tags: tags
}
