// A device whose clock is wrong, before any script of the page runs: every way in which a page can read time agrees on it.
// `wrongClock` is for the measurement alone: `sets(ms)`: the time of day is set in mid-session; `sleeps(ms)`: the page
// and its clock stand still for so long; `trueStampMs(event)`: what the browser said by itself.
{
  let wallMs = 2 * WRONG
  const slept = { fromMs: Infinity, ms: 0 }
  const dateNow = Date.now
  const performanceNow = Performance.prototype.now
  const stampOf = Object.getOwnPropertyDescriptor(Event.prototype, "timeStamp").get
  const originOf = Object.getOwnPropertyDescriptor(Performance.prototype, "timeOrigin").get
  const onFrame = HTMLVideoElement.prototype.requestVideoFrameCallback
  const told = (trueMs) => trueMs + WRONG - Math.max(0, Math.min(slept.ms, trueMs - slept.fromMs))
  Date.now = () => dateNow() + wallMs
  Performance.prototype.now = function () { return told(performanceNow.call(this)) }
  Object.defineProperty(Event.prototype, "timeStamp", { get() { return told(stampOf.call(this)) } })
  Object.defineProperty(Performance.prototype, "timeOrigin", { get() { return originOf.call(this) + WRONG } })
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (heard) {
    return onFrame.call(this, (now, frame) => heard(told(now), {
      mediaTime: frame.mediaTime, presentedFrames: frame.presentedFrames, width: frame.width, height: frame.height,
      presentationTime: told(frame.presentationTime), expectedDisplayTime: told(frame.expectedDisplayTime),
    }))
  }
  globalThis.wrongClock = {
    sets: (ms) => { wallMs += ms },
    sleeps: (ms) => {
      Object.assign(slept, { fromMs: performanceNow.call(performance), ms })
      while (performanceNow.call(performance) < slept.fromMs + ms); // nothing runs meanwhile
    },
    trueMs: () => performanceNow.call(performance),
    trueStampMs: (event) => stampOf.call(event),
  }
}
