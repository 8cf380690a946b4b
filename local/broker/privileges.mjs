// Privilege Management: answers a person's privileges in each organisation, for their access token.
export const PRIVILEGES = '/privileges-api/api/v1/identity/privileges';

export async function privilegesOf(provider, dress, clientId, request, response) {
  const [kind, value] = (request.headers.authorization ?? '').split(' ');
  const token = kind === 'Bearer' && value ? await provider.AccessToken.find(value) : undefined;
  const allowed = token?.isValid && token.scope.split(' ').includes('privileges');
  const body = allowed ? dress.privileges(token.accountId, clientId) : {};
  response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
