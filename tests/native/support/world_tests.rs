//! The in-memory world keeps its promises: what the crash tests rely on.

use futures_util::lock::Mutex;
use msi_actions::ports::{
    Alarms, Area, AuthWindow, AuthWindowError, Authorize, Clock, Http, HttpRequest, HttpResponse,
    LARGEST_ANSWER, NetworkError, Platform, Store, Tasks,
};
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::world::{
    AuthAnswer, Killed, Life, Mishap, World, every_mishap, every_pair_of_mishaps, json as answer,
};

fn get(url: &str) -> HttpRequest {
    let mut request = HttpRequest::new(Vec::new());
    *request.uri_mut() = url.parse().unwrap();
    request
}

#[test]
fn it_is_a_platform() {
    fn is_platform<P: Platform>(_: &P) {}
    is_platform(&*World::new());
}

#[test]
fn a_write_happened_or_did_not_at_each_gate() {
    for (at, written) in [(1, false), (2, true)] {
        let world = World::new();
        world.doom(Mishap::WorkerKilled, at);
        let result = Life::begin(&world).run(world.write(Area::Local, "a", "1".into()));
        assert_eq!(result, Err(Killed));
        assert_eq!(world.stored(Area::Local).contains_key("a"), written);
    }
}

#[test]
fn the_session_store_outlives_the_worker_but_not_the_browser() {
    for (mishap, left) in [(Mishap::WorkerKilled, true), (Mishap::BrowserKilled, false)] {
        let world = World::new();
        world.plant(Area::Session, "a", "1");
        world.plant(Area::Local, "b", "2");
        world.doom(mishap, 1);
        let died = Life::begin(&world).run(world.read(Area::Local, "b"));
        assert_eq!(died, Err(Killed));
        let mut next = Life::begin(&world);
        let read = next.run(world.read(Area::Session, "a")).unwrap().unwrap();
        assert_eq!(read.is_some(), left);
        assert_eq!(world.stored(Area::Local)["b"], "2");
    }
}

#[test]
fn a_lost_reply_took_effect() {
    let world = World::new();
    let served = Rc::new(Cell::new(0));
    let count = Rc::clone(&served);
    world.on_http(move |_, _| {
        count.set(count.get() + 1);
        Some(Ok(answer(200, json!({}))))
    });
    world.doom(Mishap::ReplyLost, 1);
    let mut life = Life::begin(&world);
    let lost = life.run(world.send(get("https://a.example/"))).unwrap();
    assert_eq!(lost.unwrap_err(), NetworkError::Failed);
    assert_eq!(served.get(), 1);
    let second = life.run(world.send(get("https://a.example/"))).unwrap();
    assert_eq!(second.unwrap().status(), 200);
}

#[test]
fn an_answer_is_as_large_as_it_may_be_and_no_larger() {
    let world = World::new();
    let length = Rc::new(Cell::new(LARGEST_ANSWER));
    let served = Rc::clone(&length);
    world.on_http(move |_, _| Some(Ok(HttpResponse::new(vec![0; served.get()]))));
    let mut life = Life::begin(&world);
    let whole = life.run(world.send(get("https://a.example/"))).unwrap();
    assert_eq!(whole.unwrap().body().len(), LARGEST_ANSWER);
    length.set(LARGEST_ANSWER + 1);
    let refused = life.run(world.send(get("https://a.example/"))).unwrap();
    assert_eq!(refused.unwrap_err(), NetworkError::TooLarge);
}

#[test]
fn an_alarm_fires_once_and_only_when_time_passes() {
    let world = World::new();
    let mut life = Life::begin(&world);
    let due = world.now().after(Duration::from_secs(60));
    life.run(world.wake_at("once", due)).unwrap();
    life.run(world.wake_every("often", 1)).unwrap();
    assert!(life.pass(Duration::from_secs(59)).unwrap().is_empty());
    assert_eq!(
        life.pass(Duration::from_secs(1)).unwrap(),
        ["often", "once"]
    );
    assert_eq!(life.pass(Duration::from_secs(60)).unwrap(), ["often"]);
    life.run(world.clear_alarm("often")).unwrap();
    drop(life);
    assert_eq!(world.next_alarm(), None);
}

#[test]
fn spawned_work_runs_beside_and_ends_with_the_life() {
    let world = World::new();
    let mut life = Life::begin(&world);
    let outer = Rc::clone(&world);
    life.run(async {
        world.spawn(async move {
            outer.sleep(Duration::from_secs(5)).await;
            outer.write(Area::Local, "late", "1".into()).await.unwrap();
        });
    })
    .unwrap();
    life.pass(Duration::from_secs(4)).unwrap();
    assert!(life.busy() && world.stored(Area::Local).is_empty());
    let mut other = {
        drop(life);
        Life::begin(&world)
    };
    other.pass(Duration::from_secs(60)).unwrap();
    assert!(world.stored(Area::Local).is_empty());
}

#[test]
fn tasks_interleave_at_every_port_call_and_locks_wake_their_waiters() {
    let world = World::new();
    let lock = Rc::new(Mutex::new(()));
    let mut life = Life::begin(&world);
    for key in ["a", "b"] {
        let (world, lock) = (Rc::clone(&world), Rc::clone(&lock));
        world.clone().spawn(async move {
            let _held = lock.lock().await;
            world.write(Area::Local, key, "1".into()).await.unwrap();
        });
    }
    life.settle().unwrap();
    assert!(!life.busy());
    assert_eq!(world.stored(Area::Local).len(), 2);
}

#[test]
fn a_sign_in_window_stays_open_until_it_is_closed() {
    let world = World::new();
    world.on_sign_in(|_, _, _| AuthAnswer::StaysOpen);
    let ended = Rc::new(Cell::new(None));
    let mut life = Life::begin(&world);
    let (outer, end) = (Rc::clone(&world), Rc::clone(&ended));
    world.spawn(async move {
        let how = Authorize::Interactive { watch: None };
        end.set(Some(outer.authorize("https://a.example/", how).await));
    });
    life.settle().unwrap();
    assert!(world.signing_in() && life.busy());
    life.run(world.close_auth_window()).unwrap();
    life.settle().unwrap();
    assert_eq!(ended.take(), Some(Err(AuthWindowError::Closed)));
    assert!(!world.signing_in());
}

#[test]
fn every_gate_is_tried_once() {
    let scenario = |world: &Rc<World>| {
        while let Err(Killed) = Life::begin(world).run(world.write(Area::Local, "a", "1".into())) {}
        assert_eq!(world.stored(Area::Local)["a"], "1");
    };
    assert_eq!(every_mishap(scenario), 4); // two gates, killed by two mishaps; no request
    assert_eq!(every_pair_of_mishaps(scenario), 16);
}
