// Before a form leaves the page: does the server answer, and is it still the same person?
//
// The form itself is posted by the browser as ever; this asks first, because a post to a dead
// server or a lost session would take the page, and the typed text with it, out of sight.

export const ALIVE = "alive";
export const SIGNED_OUT = "signed_out";
export const OTHER_USER = "other_user";
export const UNREACHABLE = "unreachable";

/**
 * One of the four above. The address answers 200 with {"user": "7", "token": "…"} to who is signed
 * in (the token is a fresh CSRF token: signing in again makes the form's old one worthless), 401
 * or 403 to who is not.
 */
export async function ask(form) {
  let response;
  try {
    response = await fetch(form.dataset.ping, {
      cache: "no-store",
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(8000),
    });
  } catch {
    return UNREACHABLE;
  }
  if (response.status === 401 || response.status === 403 || response.type === "opaqueredirect") {
    return SIGNED_OUT;
  }
  if (!response.ok) return UNREACHABLE;
  let answer;
  try {
    answer = await response.json();
  } catch {
    return UNREACHABLE;
  }
  if (String(answer.user) !== form.dataset.user) return OTHER_USER;
  const token = form.elements.csrfmiddlewaretoken;
  if (token && answer.token) token.value = answer.token;
  return ALIVE;
}
