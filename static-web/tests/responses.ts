/** Makes the server's answers: problem details (RFC 9457) and JSON. */
export function problem(status: number, code: string, title: string, detail = title): Response {
  const body = { type: `urn:feltskema:problem:${code}`, title, status, detail, code, errors: [] };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

export function reply(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}
