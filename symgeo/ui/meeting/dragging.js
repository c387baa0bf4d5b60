// Lets a view be dragged to another place in the list. By keyboard the buttons beside it do the same.
const VIEWS = "[class*='st-key-view-']"
const EDGE_PX = 70
const SCROLL_PX = 14

function middle(box) {
  const at = box.getBoundingClientRect()
  return at.top + at.height / 2
}

// How many of the other views lie above the pointer: the place that the dragged one gets.
function placeAt(others, y) {
  return others.filter((other) => middle(other) < y).length
}

function scroller(element) {
  for (let one = element.parentElement; one; one = one.parentElement) {
    const way = getComputedStyle(one).overflowY
    if ((way === "auto" || way === "scroll") && one.scrollHeight > one.clientHeight) return one
  }
  return document.scrollingElement
}

function drawLine(line, others, place, card) {
  const next = others[place]
  const at = (next || others[others.length - 1]).getBoundingClientRect()
  const wide = card.getBoundingClientRect()
  line.style.cssText = "position:fixed;height:4px;border-radius:2px;pointer-events:none;z-index:99999;" +
    `background:var(--st-primary-color,#0B6E75);left:${wide.left}px;width:${wide.width}px;` +
    `top:${(next ? at.top - 8 : at.bottom + 4)}px`
}

function drag(event, grip, card, moved) {
  const every = Array.from(document.querySelectorAll(VIEWS))
  const others = every.filter((one) => one !== card)
  if (!others.length) return
  const from = every.indexOf(card)
  const page = scroller(card)
  const line = document.createElement("div")
  let y = event.clientY
  let place = from
  event.preventDefault()
  grip.setPointerCapture(event.pointerId)
  card.style.opacity = "0.5"
  grip.parentElement.append(line)
  const timer = setInterval(() => {
    if (y < EDGE_PX) page.scrollBy(0, -SCROLL_PX)
    else if (y > innerHeight - EDGE_PX) page.scrollBy(0, SCROLL_PX)
    place = placeAt(others, y)
    drawLine(line, others, place, card)
  }, 30)
  function end(keeps) {
    clearInterval(timer)
    line.remove()
    card.style.opacity = ""
    grip.onpointermove = grip.onpointerup = grip.onpointercancel = null
    document.removeEventListener("keydown", pressed, true)
    place = placeAt(others, y)
    if (keeps && place !== from) moved(place - from)
  }
  function pressed(key) {
    if (key.key === "Escape") end(false)
  }
  grip.onpointermove = (now) => { y = now.clientY }
  grip.onpointerup = (now) => { y = now.clientY; end(true) }
  grip.onpointercancel = () => end(false)
  document.addEventListener("keydown", pressed, true)
}

export default function ({ parentElement, data, setTriggerValue }) {
  const grip = parentElement.querySelector("span")
  grip.title = data.label
  grip.onpointerdown = (event) => {
    const inside = grip.getRootNode()
    const card = (inside.host || grip).closest(VIEWS)
    if (card && event.button === 0) drag(event, grip, card, (steps) => setTriggerValue("moved", steps))
  }
}
