// Package clients asks a node through Lotus's own Go library, as lotus, lotus-miner and every
// program built on them do: over HTTP and WebSocket, in Lotus's types, which compute the CIDs of
// what they are given by themselves.
//
// The node is the one FULLNODE_API_INFO names. It should be a fresh dev chain: the tests send
// messages and seal a sector.
package clients

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/big"
	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/api/client"
	"github.com/filecoin-project/lotus/api/v0api"
	"github.com/filecoin-project/lotus/chain/types"
	cliutil "github.com/filecoin-project/lotus/cli/util"
	_ "github.com/filecoin-project/lotus/lib/sigs/secp"
)

// patience is far beyond what any answer of a local node takes.
const patience = 2 * time.Minute

type transport string

const (
	overHTTP      transport = "http"
	overWebSocket transport = "ws"
)

func apiInfo(t *testing.T) cliutil.APIInfo {
	t.Helper()
	text := os.Getenv("FULLNODE_API_INFO")
	if text == "" {
		t.Fatal("set FULLNODE_API_INFO to a dev chain's line")
	}
	return cliutil.ParseApiInfo(text)
}

func url(t *testing.T, by transport, version string) string {
	t.Helper()
	found, err := apiInfo(t).DialArgs(version)
	require.NoError(t, err)
	_, rest, _ := strings.Cut(found, "://")
	return string(by) + "://" + rest
}

func connect(t *testing.T, by transport, header http.Header) api.FullNode {
	t.Helper()
	node, closer, err := client.NewFullNodeRPCV1(t.Context(), url(t, by, "v1"), header)
	require.NoError(t, err)
	t.Cleanup(closer)
	return node
}

func connectV0(t *testing.T, by transport) v0api.FullNode {
	t.Helper()
	node, closer, err := client.NewFullNodeRPCV0(
		t.Context(), url(t, by, "v0"), apiInfo(t).AuthHeader())
	require.NoError(t, err)
	t.Cleanup(closer)
	return node
}

// overEach runs a test once for each transport.
func overEach(t *testing.T, test func(t *testing.T, ctx context.Context, node api.FullNode)) {
	for _, by := range []transport{overHTTP, overWebSocket} {
		t.Run(string(by), func(t *testing.T) {
			test(t, within(t), connect(t, by, apiInfo(t).AuthHeader()))
		})
	}
}

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// send signs a message with a key of the node, and waits until it has landed.
func send(t *testing.T, ctx context.Context, node api.FullNode, message types.Message) *api.MsgLookup {
	t.Helper()
	signed, err := node.MpoolPushMessage(ctx, &message, nil)
	require.NoError(t, err)
	return landed(t, ctx, node, signed)
}

func landed(
	t *testing.T, ctx context.Context, node api.FullNode, signed *types.SignedMessage,
) *api.MsgLookup {
	t.Helper()
	lookup, err := node.StateWaitMsg(ctx, signed.Cid(), 1, api.LookbackNoLimit, true)
	require.NoError(t, err)
	require.Equal(t, signed.Cid(), lookup.Message)
	require.True(t, lookup.Receipt.ExitCode.IsSuccess(), "exit code %d", lookup.Receipt.ExitCode)
	return lookup
}

func defaultWallet(t *testing.T, ctx context.Context, node api.FullNode) address.Address {
	t.Helper()
	wallet, err := node.WalletDefaultAddress(ctx)
	require.NoError(t, err)
	return wallet
}

func fil(whole int64) abi.TokenAmount {
	return big.Mul(big.NewInt(whole), big.NewInt(1e18))
}

func TestTheNodeSaysTheVersionsThisLibraryIsMadeFor(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		version, err := node.Version(ctx)
		require.NoError(t, err)
		require.True(t, version.APIVersion.EqMajorMinor(api.FullAPIVersion1), version.String())
		require.NotZero(t, version.BlockDelay)

		first, err := node.Session(ctx)
		require.NoError(t, err)
		again, err := node.Session(ctx)
		require.NoError(t, err)
		require.Equal(t, first, again)
	})
	for _, by := range []transport{overHTTP, overWebSocket} {
		t.Run("v0-"+string(by), func(t *testing.T) {
			version, err := connectV0(t, by).Version(t.Context())
			require.NoError(t, err)
			require.True(t, version.APIVersion.EqMajorMinor(api.FullAPIVersion0), version.String())
		})
	}
}

func TestANodeWithoutPeersStillAnswers(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		id, err := node.ID(ctx)
		require.NoError(t, err)
		listening, err := node.NetAddrsListen(ctx)
		require.NoError(t, err)
		require.Equal(t, id, listening.ID)
		peers, err := node.NetPeers(ctx)
		require.NoError(t, err)
		require.Empty(t, peers)

		sync, err := node.SyncState(ctx)
		require.NoError(t, err)
		require.NotEmpty(t, sync.ActiveSyncs, "sync wait hangs without one")
		status, err := node.NodeStatus(ctx, true)
		require.NoError(t, err)
		require.NotZero(t, status.SyncStatus.Epoch)
		_, err = node.StateNetworkName(ctx)
		require.NoError(t, err)
	})
}
