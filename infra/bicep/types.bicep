@export()
@description('The MitID broker, an OpenID Connect provider.')
type broker = {
  @description('Address of the provider, without a trailing slash.')
  @minLength(1)
  authority: string
  @minLength(1)
  clientId: string
}

@export()
@description('Fasit\'s documents service.')
type fasit = {
  @minLength(1)
  url: string
  @minLength(1)
  tenant: string
  @description('Template of the primary party, with {cvr} in braces.')
  @minLength(1)
  partyUrn: string
  @description('When the OCES3 client certificate expires, RFC 3339. The alarm rings 30 days before.')
  @minLength(1)
  certificateExpires: string
}

@export()
@description('The CVR register (Virk\'s index).')
type register = {
  @minLength(1)
  url: string
  @minLength(1)
  user: string
}

@export()
@description('Public half of a session key, as infra/session_key.py prints it. API Management checks sessions with it.')
type sessionKey = {
  @description('RFC 7638 thumbprint; the kid of the tokens.')
  @minLength(1)
  id: string
  @description('Modulus, base64url.')
  @minLength(1)
  n: string
  @description('Exponent, base64url.')
  @minLength(1)
  e: string
}

@export()
@description('A host name of your own; its certificate lies in the vault of the same deployment.')
type customDomain = {
  @minLength(1)
  hostName: string
  @description('Address of the certificate\'s secret, https://VAULT/secrets/NAME, without a version, so that a renewed one is taken up.')
  @minLength(1)
  certificateSecretUri: string
}

@export()
@description('Who is woken, and what the month may cost.')
type alarm = {
  @minLength(1)
  email: string
  @description('Danish mobile number, eight digits, that gets a text message too, since a letter wakes nobody; empty for none.')
  phone: string
  @description('Danish crowns, or the currency of the subscription.')
  @minValue(1)
  monthlyBudget: int
  @description('First day of a month, not in the past when the budget is first made.')
  @minLength(1)
  budgetStart: string
  @description('Seconds that the oldest registration may wait for Fasit.')
  @minValue(60)
  oldestWaitingSeconds: int
  @description('Percent of an hour\'s registrations that Fasit may refuse.')
  @minValue(1)
  @maxValue(99)
  refusedPercent: int
}

@export()
@description('How the function app scales.')
type scale = {
  instanceMemoryMB: (512 | 2048 | 4096)
  @minValue(40)
  @maxValue(1000)
  maximumInstanceCount: int
  @description('Instances kept warm for the HTTP functions.')
  @minValue(0)
  alwaysReadyHttp: int
  @description('Instances kept warm for delivery, which scales on its own.')
  @minValue(0)
  alwaysReadyDelivery: int
  @description('HTTP calls that one instance answers at a time; more of them start another instance. Python\'s default is one.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int
  @description('Instances in more than one zone of the region, at least two of each kind kept warm, timers too. Wants storage in zones (ZRS or GZRS).')
  zoneRedundant: bool
}

@export()
@description('Private DNS zones, one a service that has a private endpoint.')
type zones = { blob: string, queue: string, table: string, vault: string, sites: string }

@export()
@description('Whether storage, vault and functions are reached inside a network of our own alone.')
type network = {
  private: bool
  @description('A /24 that nothing else uses.')
  prefix: string
  @description('Address ranges that may deploy code from outside all the same; empty for none.')
  deployerAddresses: string[]
  @description('One outbound address that stays, by a NAT gateway, for services that list who may call. Private networks alone.')
  stableOutboundAddress: bool
}

@export()
@description('The storage of the data, and of the host.')
type storage = {
  @description('ZRS keeps three copies in three zones of the region; LRS three in one; GZRS also in another region.')
  redundancy: ('Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS')
  @description('Days that an audit anchor cannot be changed or deleted by anybody.')
  @minValue(1)
  anchorRetentionDays: int
}

@export()
@description('API Management.')
type gateway = {
  @description('v2 tiers alone: Consumption has no limits by key and no logs. A private network needs StandardV2.')
  tier: ('BasicV2' | 'StandardV2' | 'PremiumV2')
  @minValue(1)
  capacity: int
  @minLength(1)
  publisherName: string
  @minLength(1)
  publisherEmail: string
}

@export()
@description('How long logs are kept, and how many gigabytes a day may come in before ingestion stops.')
type logs = {
  @minValue(30)
  @maxValue(730)
  retentionDays: int
  @minValue(1)
  dailyCapGb: int
}

@export()
@secure()
@description('What goes to Key Vault. Empty texts when nothing is written.')
type secrets = {
  @description('RSA private key of sessions, PEM.')
  sessionKey: string
  @description('Secrets that the keys of drafts on phones are made from, the newest first, in base64.')
  draftKeys: string
  @description('Client secret at the broker.')
  brokerSecret: string
  @description('OCES3 certificate with its key, PEM.')
  fasitCertificate: string
  @description('Password at the CVR register.')
  cvrPassword: string
  @description('Client secret at KMD Momentum; empty where there is none.')
  momentumSecret: string
  @description('Its apikey; empty where there is none.')
  momentumKey: string
}

@export()
@description('KMD Momentum, where the municipality has it.')
type momentum = {
  @minLength(1)
  url: string
  @minLength(1)
  clientId: string
  @description('What the token is for, as KMD names it: a GUID.')
  @minLength(1)
  resource: string
  @description('Title of the tag that a visited unit gets; empty for none.')
  tag: string
}

@export()
@description('Names of what more than one module speaks of. Known before anything is deployed, so that what-if can tell all.')
type names = {
  @description('Ends the name of everything that has no name here.')
  suffix: string
  app: string
  functionsIdentity: string
  gateway: string
  gatewayIdentity: string
  @description('Storage account of the Functions host: its locks and the code\'s packages.')
  hostStorage: string
  insights: string
  staticSite: string
  @description('Storage account of the data.')
  storage: string
  vault: string
  workspace: string
}

@export()
@description('The names of an environment: most end in `suffix`; `unique` is for those that hold no hyphen or must be short.')
func namesOf(suffix string, unique string) names => {
  suffix: suffix
  app: 'func-${suffix}'
  functionsIdentity: 'id-functions-${suffix}'
  gateway: 'apim-${suffix}'
  gatewayIdentity: 'id-gateway-${suffix}'
  hostStorage: 'sthost${unique}'
  insights: 'appi-${suffix}'
  staticSite: 'stapp-${suffix}'
  storage: 'st${unique}'
  vault: 'kv-${unique}'
  workspace: 'log-${suffix}'
}

@export()
@description('Value of the header by which the static site knows the gateway. The files are public; this keeps strays out.')
func staticSiteToken(suffix string) string => guid(subscription().id, suffix, 'static-site')
