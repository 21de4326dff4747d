// Parts of a page that take long are asked for once the page is shown; without an answer the link in their place stays.
async function fill(place) {
  try {
    const answer = await fetch(place.dataset.later, { headers: { Accept: "text/html" }, redirect: "error" });
    if (answer.ok) place.innerHTML = await answer.text();
  } catch {
    // The page is being left, or the server is away.
  } finally {
    place.setAttribute("aria-busy", "false");
  }
}

document.querySelectorAll("[data-later]").forEach(fill);
