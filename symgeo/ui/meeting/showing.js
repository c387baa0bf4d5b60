// Fills the screen with the presentation. It lies beside Streamlit's own elements, so that a page that
// is drawn again, or loses its server in a room with bad wifi, does not end it.
const ID = "symgeo-show"

function present(data, button) {
  const box = document.createElement("div")
  box.id = ID
  box.setAttribute("role", "dialog")
  box.setAttribute("aria-modal", "true")
  box.setAttribute("aria-label", data.title)
  box.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff"
  const frame = document.createElement("iframe")
  frame.title = data.title
  frame.allow = "fullscreen"
  frame.style.cssText = "width:100%;height:100%;border:0;display:block"
  frame.src = new URL(data.address, location.href).href
  frame.onload = () => frame.contentWindow.focus()
  box.append(frame)
  const page = document.getElementById("root")

  function close() {
    window.removeEventListener("message", listen)
    document.removeEventListener("fullscreenchange", left)
    document.removeEventListener("keydown", pressed)
    if (document.fullscreenElement) document.exitFullscreen()
    box.remove()
    page.inert = false
    button.focus()
  }
  function listen(event) {
    if (event.source === frame.contentWindow && event.data === "symgeo.close") close()
  }
  // The browser itself takes Escape while a window fills the screen.
  function left() {
    if (!document.fullscreenElement) close()
  }
  function pressed(event) {
    if (event.key === "Escape") close()
  }
  window.addEventListener("message", listen)
  document.addEventListener("keydown", pressed)
  document.body.append(box)
  page.inert = true
  frame.focus()
  // Where the browser refuses, the presentation fills the window.
  const filled = box.requestFullscreen ? box.requestFullscreen() : Promise.reject()
  filled.then(() => {
    document.addEventListener("fullscreenchange", left)
    frame.contentWindow.focus()
  }, () => {})
}

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.disabled = !data.address
  if (data.address && button.dataset.made !== data.address) {
    button.dataset.made = data.address
    // The server makes the slides before somebody waits for them.
    fetch(new URL(data.address, location.href).href).catch(() => {})
  }
  button.onclick = () => { if (!document.getElementById(ID)) present(data, button) }
}
