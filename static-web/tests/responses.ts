/** Makes the server's answers: problem details (RFC 9457), JSON, and replies that are sent late. */
export function problem(status: number, code: string, title: string, detail = title): Response {
  const body = { type: `urn:feltskema:problem:${code}`, title, status, detail, code, errors: [] };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });
}

export function reply(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

export interface HeldReply {
  reply: Promise<Response>;
  /** Sends the reply. Resolves when the page has read it. */
  send: (response: Response) => Promise<void>;
}

/** A reply that the test sends later, so that answers can arrive in another order than their requests. */
export function heldReply(): HeldReply {
  let release: (response: Response) => void = () => undefined;
  const reply = new Promise<Response>((resolve) => (release = resolve));
  const send = async (response: Response) => {
    const content = (await response.json()) as unknown;
    await new Promise<void>((onRead) => {
      const json = () => {
        // After all that the page does with the content at once.
        const { port1, port2 } = new MessageChannel();
        const end = () => {
          port1.close();
          onRead();
        };
        port1.addEventListener('message', end, { once: true });
        port1.start();
        port2.postMessage(null);
        return Promise.resolve(content);
      };
      release(Object.assign(response, { json }));
    });
  };
  return { reply, send };
}
