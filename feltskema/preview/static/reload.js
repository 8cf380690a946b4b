// Reloads the page when the definition has changed.
// The preview's invented person is always signed in, so the page need not ask who it is.
localStorage.setItem('feltskema.person', '0'.repeat(32));

const DRAWN = 'feltskema.preview';
let drawn = localStorage.getItem(DRAWN);
new EventSource('/feltskema/events').addEventListener('revision', async ({ data }) => {
  const isAnother = drawn !== null && data !== drawn;
  drawn = data;
  if (isAnother) await forgetDefinitions();
  localStorage.setItem(DRAWN, data);
  if (isAnother) location.reload();
});

// The phone stores definitions, since a published version never changes; but this one does, so the stored one is deleted. Drafts stay.
function forgetDefinitions() {
  return new Promise((done) => {
    const opening = indexedDB.open('feltskema-offline');
    // If there is no store yet, the phone's page creates it.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = done;
    opening.onsuccess = () => {
      const forgetting = opening.result.transaction('definitions', 'readwrite');
      forgetting.objectStore('definitions').clear();
      forgetting.oncomplete = forgetting.onabort = () => {
        opening.result.close();
        done();
      };
    };
  });
}
