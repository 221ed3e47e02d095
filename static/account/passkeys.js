// Ties the buttons of a page to django-allauth's scripts for passkeys, and says in words why one was not used.
import { _ } from "../said.js";

const { forms } = window.allauth.webauthn;
const TIES = {
  authenticate: (ids) => forms.authenticateForm({ ids: { ...ids, data: "js_data" } }),
  add: (ids) => forms.addForm({ ids: { ...ids, data: "js_data" } }),
  login: (ids) => forms.loginForm({ ids }),
};
const REASONS = {
  NotAllowedError: _("Nothing was confirmed on the device, or it took too long. Try again, or choose another way."),
  InvalidStateError: _("This device is added already. Choose another one."),
  SecurityError: _("This address cannot use passkeys. Open the site by its name, over https."),
};
const OTHERWISE = _("The passkey could not be used. Try again, or choose another way.");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("[data-passkey-error]");
  place.textContent = window.PublicKeyCredential
    ? REASONS[event.detail.exception?.name] || OTHERWISE
    : _("This browser cannot use passkeys. Choose another way.");
  place.hidden = false;
});

for (const button of document.querySelectorAll("[data-passkey]")) {
  const { passkey, credential, passwordless } = button.dataset;
  TIES[passkey]({ [passkey]: button.id, credential, passwordless });
  button.hidden = false;
}
