/** An in-memory `CacheStorage` with the functions that the worker uses. */
export class FakeCaches {
  readonly caches = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const files = this.caches.get(name) ?? new Map<string, Response>();
    this.caches.set(name, files);
    return {
      match: (path: string) => Promise.resolve(files.get(path)?.clone()),
      put: (path: string, response: Response) => Promise.resolve(void files.set(path, response)),
    };
  }

  async match(path: string) {
    return [...this.caches.values()]
      .map((files) => files.get(path))
      .find(Boolean)
      ?.clone();
  }

  keys = () => Promise.resolve([...this.caches.keys()]);
  delete = (name: string) => Promise.resolve(this.caches.delete(name));
}
