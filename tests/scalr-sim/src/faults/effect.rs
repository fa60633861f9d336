//! What a fault does to the answer on its way to the client.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use axum::body::Body;
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use hyper::StatusCode;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};

use super::Fault;
use crate::envelope::{Answer, ApiError, JSON};
use crate::server::Hangup;
use crate::state::Sim;

/// How much of a huge answer is sent at a time.
const CHUNK: usize = 64 * 1024;

/// What a reverse proxy says when the server behind it is away.
const BAD_GATEWAY: &str = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n\
    <center><h1>502 Bad Gateway</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n";

enum Effect {
    /// The right answer, changed on its way.
    Shape(Shape),
    /// Something else, after the request was carried out or not.
    Instead { act: bool, outcome: Outcome },
}

enum Shape {
    Late(Duration),
    Half,
    Drip(Duration),
    ThenRefuse(Duration),
}

enum Outcome {
    Answer(Response),
    Hangup(Hangup),
    Nothing,
}

impl Fault {
    /// Carries the request out by `act`, or does not, and gives what the client gets to see.
    pub(crate) async fn deliver(
        self,
        sim: &Sim,
        act: impl FnOnce() -> Answer,
    ) -> Result<Response, Hangup> {
        match self.effect() {
            Effect::Shape(shape) => Ok(shape.apply(sim, act()).await),
            Effect::Instead { act: acts, outcome } => {
                if acts {
                    act();
                }
                match outcome {
                    Outcome::Answer(response) => Ok(response),
                    Outcome::Hangup(hangup) => Err(hangup),
                    Outcome::Nothing => pending().await,
                }
            }
        }
    }

    fn effect(self) -> Effect {
        let answer =
            |act, response: Response| Effect::Instead { act, outcome: Outcome::Answer(response) };
        let json = |status, body: &'static str| (to_status(status), [(CONTENT_TYPE, JSON)], body);
        match self {
            Self::Latency { ms } => Effect::Shape(Shape::Late(Duration::from_millis(ms))),
            Self::HalfAnswer => Effect::Shape(Shape::Half),
            Self::SlowDrip { ms } => Effect::Shape(Shape::Drip(Duration::from_millis(ms))),
            Self::RefuseConnections { ms } => {
                Effect::Shape(Shape::ThenRefuse(Duration::from_millis(ms)))
            }
            Self::ResetBefore => hangup(false, Hangup::Reset),
            Self::ResetAfter => hangup(true, Hangup::Reset),
            Self::DropAnswer => hangup(true, Hangup::Close),
            Self::Silent { act } => Effect::Instead { act, outcome: Outcome::Nothing },
            Self::Status { status, code, message, act } => {
                answer(act, Answer::error(to_status(status), &code, &message).into_response())
            }
            Self::BareStatus { status, content_type, body, act } => {
                let headers = [(CONTENT_TYPE, content_type)];
                answer(act, (to_status(status), headers, body).into_response())
            }
            Self::Html { status, act } => {
                answer(act, (to_status(status), Html(BAD_GATEWAY)).into_response())
            }
            Self::Redirect { status, location, act } => {
                answer(act, (to_status(status), [(LOCATION, location)]).into_response())
            }
            Self::Garbage { status, act } => {
                answer(act, json(status, "{\"data\":{\"id\":").into_response())
            }
            Self::NotEnvelope { status, act } => {
                answer(act, json(status, "{\"ok\":true}").into_response())
            }
            Self::Huge { bytes, act } => answer(act, huge(bytes)),
            Self::LimitExceeded => {
                answer(false, Answer::from(ApiError::limit_exceeded()).into_response())
            }
            Self::BadAuthentication => answer(
                false,
                Answer::from(ApiError::unauthenticated("Invalid API Key")).into_response(),
            ),
        }
    }
}

fn hangup(act: bool, hangup: Hangup) -> Effect {
    Effect::Instead { act, outcome: Outcome::Hangup(hangup) }
}

/// [`Fault::check`] has seen to it that the number is a status.
fn to_status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl Shape {
    async fn apply(self, sim: &Sim, answer: Answer) -> Response {
        match self {
            Self::Late(delay) => {
                tokio::time::sleep(delay).await;
                answer.into_response()
            }
            Self::Half => {
                let half = answer.body.slice(..answer.body.len() / 2);
                announced(&answer, Body::from_stream(cut_off(half)))
            }
            Self::Drip(pause) => {
                announced(&answer, Body::from_stream(one_by_one(answer.body.clone(), pause)))
            }
            Self::ThenRefuse(lasts) => {
                sim.refuse_connections(lasts).await;
                answer.into_response()
            }
        }
    }
}

/// The head of the right answer, with its whole length, over another body.
fn announced(answer: &Answer, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, answer.content_type.to_owned()),
        (CONTENT_LENGTH, answer.body.len().to_string()),
    ];
    (answer.status, headers, body).into_response()
}

/// Some bytes, and then an error that makes the server close the connection. Between the two the
/// server gets the chance to send the bytes.
fn cut_off(bytes: Bytes) -> impl stream::Stream<Item = Result<Bytes, Hangup>> + Send {
    stream::unfold(Some(bytes), |rest| async move {
        match rest {
            Some(bytes) if !bytes.is_empty() => Some((Ok(bytes), Some(Bytes::new()))),
            Some(_) => {
                tokio::task::yield_now().await;
                Some((Err(Hangup::Close), None))
            }
            None => None,
        }
    })
}

fn one_by_one(
    bytes: Bytes,
    pause: Duration,
) -> impl stream::Stream<Item = Result<Bytes, Infallible>> + Send {
    stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        Some((Ok(rest.split_to(1)), rest))
    })
}

/// An envelope of exactly so many bytes, though never fewer than an empty one has.
fn huge(bytes: usize) -> Response {
    let (head, tail) =
        ("{\"data\":null,\"errors\":[],\"meta\":{\"filler\":\"", "\"},\"warnings\":[]}");
    let filler = bytes.saturating_sub(head.len() + tail.len());
    let chunk = Bytes::from(vec![b'x'; CHUNK]);
    let chunks = std::iter::repeat_n(chunk.clone(), filler / CHUNK);
    let parts = std::iter::once(Bytes::from_static(head.as_bytes()))
        .chain(chunks)
        .chain([chunk.slice(..filler % CHUNK), Bytes::from_static(tail.as_bytes())])
        .map(Ok::<_, Infallible>);
    ([(CONTENT_TYPE, JSON)], Body::from_stream(stream::iter(parts))).into_response()
}
