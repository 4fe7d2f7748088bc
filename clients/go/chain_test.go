package clients

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/ipfs/go-cid"
	car "github.com/ipld/go-car"
	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/go-state-types/abi"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/chain/store"
)

// afew is how many tipsets are walked where one would prove nothing and all would take long.
const afew = 20

func TestTheChainIsWalkedDownFromItsHead(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		head, err := node.ChainHead(ctx)
		require.NoError(t, err)
		tipset := head
		for range afew {
			if tipset.Height() == 0 {
				break
			}
			parent, err := node.ChainGetTipSet(ctx, tipset.Parents())
			require.NoError(t, err)
			require.Equal(t, tipset.Parents(), parent.Key(), "computed from the headers")
			require.Less(t, parent.Height(), tipset.Height())
			require.Less(t, parent.MinTimestamp(), tipset.MinTimestamp())
			byHeight, err := node.ChainGetTipSetByHeight(ctx, parent.Height(), head.Key())
			require.NoError(t, err)
			require.Equal(t, parent.Key(), byHeight.Key())
			tipset = parent
		}
		genesis, err := node.ChainGetGenesis(ctx)
		require.NoError(t, err)
		require.Zero(t, genesis.Height())
	})
}

func TestABlockIsTheBytesBehindItsCid(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		head, err := node.ChainHead(ctx)
		require.NoError(t, err)
		for _, block := range head.Blocks() {
			got, err := node.ChainGetBlock(ctx, block.Cid())
			require.NoError(t, err)
			require.Equal(t, block.Cid(), got.Cid())
			bytes, err := node.ChainReadObj(ctx, block.Cid())
			require.NoError(t, err)
			written, err := block.Serialize()
			require.NoError(t, err)
			require.Equal(t, written, bytes)
			has, err := node.ChainHasObj(ctx, block.Cid())
			require.NoError(t, err)
			require.True(t, has)
		}
		absent := cidOf(t, "nobody wrote this")
		has, err := node.ChainHasObj(ctx, absent)
		require.NoError(t, err)
		require.False(t, has)
		_, err = node.ChainReadObj(ctx, absent)
		require.ErrorContains(t, err, "blockstore get: ipld: could not find "+absent.String())
	})
}

func TestTheHeadIsTold(t *testing.T) {
	ctx := within(t)
	node := connect(t, overWebSocket, apiInfo(t).AuthHeader())
	changes, err := node.ChainNotify(ctx)
	require.NoError(t, err)
	first := <-changes
	require.Len(t, first, 1)
	require.Equal(t, store.HCCurrent, first[0].Type)
	head := first[0].Val
	for range 3 {
		for _, change := range <-changes {
			require.Equal(t, store.HCApply, change.Type)
			require.Equal(t, head.Key(), change.Val.Parents())
			head = change.Val
		}
	}
}

func TestASnapshotEndsWithAnEmptyChunkAndHoldsTheHead(t *testing.T) {
	ctx := within(t)
	node := connect(t, overWebSocket, apiInfo(t).AuthHeader())
	head, err := node.ChainHead(ctx)
	require.NoError(t, err)
	chunks, err := node.ChainExport(ctx, abi.ChainEpoch(900), true, head.Key())
	require.NoError(t, err)
	var file bytes.Buffer
	complete := false
	for chunk := range chunks {
		require.False(t, complete, "nothing follows the end")
		complete = len(chunk) == 0
		file.Write(chunk)
	}
	require.True(t, complete, "the last chunk is empty")

	reader, err := car.NewCarReader(&file)
	require.NoError(t, err)
	require.Equal(t, head.Cids(), reader.Header.Roots)
	seen := cid.NewSet()
	for {
		block, err := reader.Next() // checks the hash
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		seen.Add(block.Cid())
	}
	require.True(t, seen.Has(head.Cids()[0]))
	require.True(t, seen.Has(head.ParentState()))
}

func cidOf(t *testing.T, text string) cid.Cid {
	t.Helper()
	found, err := abi.CidBuilder.Sum([]byte(text))
	require.NoError(t, err)
	return found
}
